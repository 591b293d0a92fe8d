using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The way back of a call that a run has carried out.</summary>
/// <param name="UndoRunId">The run that was told to take it back last; null: nobody asked yet.</param>
/// <param name="By">Who asked; null with it.</param>
/// <param name="MayBegin">The call's run has ended: what it did can be taken back without its doing it again.</param>
public sealed record CallUndoView(string RunId, string CallId, string? UndoRunId, string? By, bool MayBegin)
{
    /// <summary>Null where the call has no way back, or did not happen.</summary>
    public static CallUndoView? Of(Run run, ToolCall call) => call.HasWayBack ? new(run.Id, call.Id, call.Undo?.RunId, call.Undo?.By.Name, run.End is not null) : null;
}
