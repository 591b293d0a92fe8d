using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Recipients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Recipient",
                table: "calls",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_proposals_paid",
                table: "proposals",
                columns: new[] { "Tool", "RequestedAt", "Amount" },
                filter: "\"Status\" = 'Executed' AND \"Amount\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_nobody",
                table: "calls",
                columns: new[] { "Tool", "At" },
                filter: "\"Recipient\" IS NULL AND \"Status\" IN ('Succeeded', 'Out', 'Unknown')");

            migrationBuilder.CreateIndex(
                name: "IX_calls_recipient",
                table: "calls",
                columns: new[] { "Recipient", "At" },
                filter: "\"Recipient\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_proposals_paid",
                table: "proposals");

            migrationBuilder.DropIndex(
                name: "IX_calls_nobody",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_calls_recipient",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "Recipient",
                table: "calls");
        }
    }
}
