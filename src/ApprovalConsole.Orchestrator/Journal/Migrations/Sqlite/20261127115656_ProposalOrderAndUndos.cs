using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProposalOrderAndUndos : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_proposals_RequestedAt_Id",
                table: "proposals",
                columns: new[] { "RequestedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_undos",
                table: "journal",
                columns: new[] { "Stream", "Version" },
                filter: "\"Name\" = 'call.undoStarted.v1'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_proposals_RequestedAt_Id",
                table: "proposals");

            migrationBuilder.DropIndex(
                name: "IX_journal_undos",
                table: "journal");
        }
    }
}
