using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outside;

/// <summary>What an agent elsewhere does over and over.</summary>
internal static class Asking
{
    /// <param name="key">Null: one of its own.</param>
    public static Task<Answer> AskAsync(
        this Caller caller, string tool, object arguments, string? sessionId = null, string? key = null, string agent = "shopper", string? rationale = null, int? waitSeconds = null) => caller.PostAsync(
        $"/api/tool-calls{(waitSeconds is { } seconds ? $"?waitSeconds={seconds}" : "")}", new { agent, tool, arguments, onBehalfOf = new { subject = "kim" }, rationale, sessionId }, ("Idempotency-Key", key ?? Guid.NewGuid().ToString("N")));
}
