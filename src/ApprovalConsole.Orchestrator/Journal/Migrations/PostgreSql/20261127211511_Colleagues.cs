using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Colleagues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Escalated",
                table: "proposals",
                type: "text",
                maxLength: 20,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "HandedTo",
                table: "proposals",
                type: "text",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_proposals_Status_Escalated",
                table: "proposals",
                columns: new[] { "Status", "Escalated" },
                filter: "\"Escalated\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_proposals_Status_HandedTo",
                table: "proposals",
                columns: new[] { "Status", "HandedTo" },
                filter: "\"HandedTo\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_proposals_Status_Escalated",
                table: "proposals");

            migrationBuilder.DropIndex(
                name: "IX_proposals_Status_HandedTo",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "Escalated",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "HandedTo",
                table: "proposals");
        }
    }
}
