using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>A server as the console has it, without the console.</summary>
internal static class Sources
{
    public const string Name = "box";

    public static McpSource Of(McpServerSettings settings, TempFolder folder, long mostBytes) =>
        new(Name, settings, new(new(new())), ReceiptKey.Open(folder["keys"]), mostBytes, NullLoggerFactory.Instance, TimeProvider.System);

    extension(McpSource source)
    {
        public Task<ToolOutcome> CallAsync(string tool, string text) => source.CallAsync(
            new("x", $"{Name}.{tool}", JsonSerializer.SerializeToElement(new { text }), true, new("x", $"{Name}.{tool}", "", "kim", LetGoBy.Policy, "Irreversible")), TestContext.Current.CancellationToken);
    }
}
