using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>What an undo would send, and what it would leave as it is.</summary>
/// <param name="Calls">In the order in which they would be sent.</param>
/// <param name="Left">Writes of the run that have no way back, in the order in which they were made.</param>
/// <param name="HasChildren">Others have worked for the run: what they did is undone on their own pages.</param>
/// <param name="Refusal">Why nothing can be undone; null where something can.</param>
public sealed record UndoPreview(ImmutableArray<PlannedUndo> Calls, ImmutableArray<LeftCall> Left, bool HasChildren, Refusal? Refusal)
{
    /// <summary>The same calls with the same arguments would be sent.</summary>
    public bool SendsSameAs(UndoPreview other) => Refusal is null && other.Refusal is null && Calls.Select(Key).SequenceEqual(other.Calls.Select(Key));

    internal static UndoPreview Refused(Refusal refusal) => new([], [], false, refusal);

    private static (string, string, string) Key(PlannedUndo call) => (call.Undoes, call.Tool, call.Arguments.GetRawText());
}

/// <summary>One call that an undo would send.</summary>
/// <param name="Undoes">The call that it takes back.</param>
/// <param name="Name">Of the tool that made that call, as the agent names it.</param>
/// <param name="Tool">The one that takes it back.</param>
/// <param name="TitleTemplate">An admin's sentence for it; null where there is none.</param>
/// <param name="Reversibility">Its class before any rule raises it: from <c>Irreversible</c> on a person is asked first.</param>
public sealed record PlannedUndo(string Undoes, string Name, string Tool, string? TitleTemplate, JsonElement Arguments, Reversibility Reversibility);

/// <summary>A write that an undo leaves as it is.</summary>
/// <param name="Title">The admin's sentence, or the tool's name.</param>
/// <param name="IsUnknown">Nobody knows if it happened.</param>
public sealed record LeftCall(string CallId, string Title, bool IsUnknown);
