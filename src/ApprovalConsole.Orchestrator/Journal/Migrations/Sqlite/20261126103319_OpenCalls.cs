using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OpenCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BlockedBy",
                table: "calls",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_calls_blocked",
                table: "calls",
                column: "At",
                filter: "\"BlockedBy\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_open",
                table: "calls",
                column: "EffectHash",
                filter: "\"Status\" IN ('Out', 'Unknown')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_calls_blocked",
                table: "calls");

            migrationBuilder.DropIndex(
                name: "IX_calls_open",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "BlockedBy",
                table: "calls");
        }
    }
}
