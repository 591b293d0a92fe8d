using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HeldCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_journal_held",
                table: "journal",
                columns: new[] { "Name", "At", "Stream" },
                filter: "\"Name\" IN ('call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1')");

            migrationBuilder.CreateIndex(
                name: "IX_audit_held",
                table: "audit",
                columns: new[] { "Kind", "At", "Stream" },
                filter: "\"Kind\" IN ('call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_journal_held",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "IX_audit_held",
                table: "audit");
        }
    }
}
