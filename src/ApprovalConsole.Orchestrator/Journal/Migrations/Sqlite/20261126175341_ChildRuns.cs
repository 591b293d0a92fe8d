using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChildRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Child",
                table: "calls",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_calls_child",
                table: "calls",
                column: "Id",
                filter: "\"Child\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_calls_child",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "Child",
                table: "calls");
        }
    }
}
