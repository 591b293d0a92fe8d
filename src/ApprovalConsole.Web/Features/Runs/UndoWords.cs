using System.Collections.Immutable;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>An undo in words, before anybody has asked for it.</summary>
public static class UndoWords
{
    private const string OfFacts = "facts/";

    /// <summary>In the words of its tool's title; a title that names facts has none yet, and then the tool and its arguments are named.</summary>
    public static ImmutableArray<TitlePart> TitleOf(PlannedUndo call)
    {
        var parts = call.TitleTemplate is { } title && !Template.Paths(title).Any(p => p.StartsWith(OfFacts, StringComparison.Ordinal))
            ? Template.Parts(title, call.Arguments) : Template.PlainParts(call.Tool[(call.Tool.IndexOf('.', StringComparison.Ordinal) + 1)..], call.Arguments);
        return [.. parts.Select(p => new TitlePart(p.Text, p.Path is not null))];
    }

    /// <summary>In full, canonical.</summary>
    public static string ArgumentsOf(PlannedUndo call) => CanonicalJson.Of(call.Arguments);

    public static bool AsksSomebody(PlannedUndo call) => call.Reversibility >= Reversibility.Irreversible;

    public static string Press(UndoPreview preview) => preview.Calls.Length == 1 ? "Undo it" : $"Undo these {preview.Calls.Length}";
}
