using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StreamsOfTheLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Stream",
                table: "audit",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.Sql("""UPDATE "audit" SET "Stream" = (SELECT j."Stream" FROM "journal" j WHERE j."Position" = "audit"."Position") WHERE "Position" IS NOT NULL""");

            migrationBuilder.CreateIndex(
                name: "IX_audit_breaches",
                table: "audit",
                column: "Seq",
                filter: "\"Kind\" IN ('audit.adopted.v1', 'audit.broken.v1')");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Stream_Seq",
                table: "audit",
                columns: new[] { "Stream", "Seq" },
                filter: "\"Stream\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_audit_breaches",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_audit_Stream_Seq",
                table: "audit");

            migrationBuilder.DropColumn(
                name: "Stream",
                table: "audit");
        }
    }
}
