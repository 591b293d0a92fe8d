using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ApprovalConsole.Orchestrator.Journal.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Actor = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Tool = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Position = table.Column<long>(type: "bigint", nullable: true),
                    Stream = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Texts = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Chain = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Nodes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "budgets",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "text", maxLength: 300, nullable: false, collation: "C"),
                    Window = table.Column<string>(type: "text", maxLength: 7, nullable: false, collation: "C"),
                    Limit = table.Column<long>(type: "bigint", nullable: false),
                    Reserved = table.Column<long>(type: "bigint", nullable: false),
                    Spent = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_budgets", x => new { x.Scope, x.Window });
                });

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    RunId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Tool = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    EffectHash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Principal = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    BlockedBy = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Child = table.Column<string>(type: "text", maxLength: 20, nullable: true, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    RunId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.Caller, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    Position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Stream = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "payloads",
                columns: table => new
                {
                    Stream = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    Salt = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payloads", x => new { x.Stream, x.Version, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    RunId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Agent = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Tool = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seal = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_proposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "quota_uses",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    CallId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quota_uses", x => new { x.Scope, x.CallId });
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Agent = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    WakeAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seal = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "spend",
                columns: table => new
                {
                    Day = table.Column<string>(type: "text", maxLength: 10, nullable: false, collation: "C"),
                    Agent = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Route = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Calls = table.Column<long>(type: "bigint", nullable: false),
                    InputTokens = table.Column<long>(type: "bigint", nullable: false),
                    CachedInputTokens = table.Column<long>(type: "bigint", nullable: false),
                    OutputTokens = table.Column<long>(type: "bigint", nullable: false),
                    Cost = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spend", x => new { x.Day, x.Agent, x.Route, x.Model });
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_breaches",
                table: "audit",
                column: "Seq",
                filter: "\"Kind\" IN ('audit.adopted.v1', 'audit.broken.v1')");

            migrationBuilder.CreateIndex(
                name: "IX_audit_held",
                table: "audit",
                columns: new[] { "Kind", "At", "Stream" },
                filter: "\"Kind\" IN ('call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1')");

            migrationBuilder.CreateIndex(
                name: "IX_audit_people",
                table: "audit",
                column: "Seq",
                filter: "\"Actor\" IS NOT NULL OR \"Position\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Position",
                table: "audit",
                column: "Position",
                unique: true,
                filter: "\"Position\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_Stream_Seq",
                table: "audit",
                columns: new[] { "Stream", "Seq" },
                filter: "\"Stream\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_blocked",
                table: "calls",
                column: "At",
                filter: "\"BlockedBy\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_child",
                table: "calls",
                column: "Id",
                filter: "\"Child\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_EffectHash_At",
                table: "calls",
                columns: new[] { "EffectHash", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_open",
                table: "calls",
                column: "EffectHash",
                filter: "\"Status\" IN ('Out', 'Unknown')");

            migrationBuilder.CreateIndex(
                name: "IX_calls_Tool_At",
                table: "calls",
                columns: new[] { "Tool", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_held",
                table: "journal",
                columns: new[] { "Name", "At", "Stream" },
                filter: "\"Name\" IN ('call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1', 'call.succeeded.v1', 'call.failed.v1', 'call.lost.v1', 'call.outcomeUnknown.v1')");

            migrationBuilder.CreateIndex(
                name: "IX_journal_Stream_Version",
                table: "journal",
                columns: new[] { "Stream", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_proposals_RunId",
                table: "proposals",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_proposals_Status_RequestedAt_Id",
                table: "proposals",
                columns: new[] { "Status", "RequestedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_quota_uses_Scope_At",
                table: "quota_uses",
                columns: new[] { "Scope", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_active",
                table: "runs",
                column: "Id",
                filter: "\"Active\"");

            migrationBuilder.CreateIndex(
                name: "IX_runs_Agent_Id",
                table: "runs",
                columns: new[] { "Agent", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_Status_Id",
                table: "runs",
                columns: new[] { "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_WakeAt",
                table: "runs",
                column: "WakeAt",
                filter: "\"WakeAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "budgets");

            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "payloads");

            migrationBuilder.DropTable(
                name: "proposals");

            migrationBuilder.DropTable(
                name: "quota_uses");

            migrationBuilder.DropTable(
                name: "runs");

            migrationBuilder.DropTable(
                name: "spend");
        }
    }
}
