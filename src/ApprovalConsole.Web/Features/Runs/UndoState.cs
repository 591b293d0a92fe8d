using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What became of an undo of one call.</summary>
/// <param name="Words">Said of the call.</param>
/// <param name="IsOver">It is over and has not taken the call back: it may be asked for again.</param>
public sealed record UndoState(string Words, bool IsOver)
{
    /// <summary>The code of a finding that something is not as it must be.</summary>
    private const string OfState = "state";

    /// <param name="undo">As whoever looks may see it; null: named, and not begun yet.</param>
    public static UndoState Of(Run? undo, string callId) => undo?.Calls.Values.FirstOrDefault(c => c.Undoes == callId) switch
    {
        null => new("Is about to be undone", false),
        { IsDone: true } => new("Undone", false),
        { Status: CallStatus.Unknown } => new("Nobody knows if it was undone", false),
        var call when undo!.End is not null => new($"Was not undone: {WhyNot(undo, call)}", true),
        { Status: CallStatus.Waiting } => new("Its undo waits for a reviewer", false),
        _ => new("Is being undone", false),
    };

    private static string WhyNot(Run undo, ToolCall call)
    {
        var findings = call.Findings.IsEmpty ? call.Validation?.Findings ?? [] : call.Findings;
        var said = string.Join(" ", findings.Select(f => f.Allowed is { Length: > 0 } allowed ? $"{f.Message} Allowed: {allowed}." : f.Message));
        if (call.Still is not null && findings.Any(f => f.Code == OfState)) return $"it is not as the call left it, or may not be undone now. {said}";
        return findings.Any() ? said : undo.End!.Status is RunStatus.Cancelled ? "its undo was cancelled." : $"{call.Status.ToString().ToLowerInvariant()}{(call.Answer is { } answer ? $": {answer}" : ".")}";
    }
}
