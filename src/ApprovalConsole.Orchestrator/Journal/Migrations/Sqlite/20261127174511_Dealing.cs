using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Dealing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Amount",
                table: "proposals",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "proposals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    ProposalId = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => new { x.ProposalId, x.Subject });
                });

            // What waits from before gets its place in the order as if it had the default of a day; its true deadline stands in its document and in the journal.
            migrationBuilder.Sql("UPDATE \"proposals\" SET \"ExpiresAt\" = \"RequestedAt\" + 86400000000 WHERE \"Status\" = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "IX_proposals_Status_ExpiresAt_Id",
                table: "proposals",
                columns: new[] { "Status", "ExpiresAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropIndex(
                name: "IX_proposals_Status_ExpiresAt_Id",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "Amount",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "proposals");
        }
    }
}
