using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QuotasAndCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RunId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Tool = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EffectHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Principal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "quota_uses",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CallId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quota_uses", x => new { x.Scope, x.CallId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_calls_EffectHash_At",
                table: "calls",
                columns: new[] { "EffectHash", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_Tool_At",
                table: "calls",
                columns: new[] { "Tool", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_quota_uses_Scope_At",
                table: "quota_uses",
                columns: new[] { "Scope", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "quota_uses");
        }
    }
}
