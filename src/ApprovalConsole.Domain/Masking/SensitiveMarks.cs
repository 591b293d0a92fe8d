using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Masking;

/// <summary>Which fields of which tools are sensitive now.</summary>
public sealed class SensitiveMarks
{
    public static readonly SensitiveMarks None = new([], [], []);

    private readonly ImmutableArray<(string ToolId, SensitivePlaces Arguments, SensitivePlaces Result)> _tools;
    private readonly ImmutableHashSet<string> _asking; // their checks look up something sensitive: what they find wrong may say what would be right

    private readonly ImmutableHashSet<string> _known;

    private SensitiveMarks(IEnumerable<(string ToolId, SensitiveFields Fields, JsonElement? Schema)> tools, IEnumerable<string> asking, IEnumerable<string> known)
    {
        _known = [.. known];
        _tools = [.. tools.Where(t => !t.Fields.IsEmpty).Select(t => (t.ToolId, new SensitivePlaces(t.Fields.Arguments, t.Schema), new SensitivePlaces(t.Fields.Result)))];
        _asking = [.. asking];
    }

    /// <summary>Of these policies, by the tool's id, each with what the tool says of its arguments where that is known.</summary>
    public static SensitiveMarks Of(IReadOnlyCollection<(string ToolId, ToolPolicy Policy, JsonElement? Schema)> policies)
    {
        var answering = policies.Where(p => p.Policy.Sensitive is { Result.IsDefaultOrEmpty: false }).Select(p => JsonSerializer.Serialize(p.ToolId)).ToList();
        var asking = policies.Where(p => JsonSerializer.Serialize(new { p.Policy.Checks, p.Policy.Authorization }) is var rules && answering.Exists(id => rules.Contains(id, StringComparison.Ordinal)));
        return new(policies.Where(p => p.Policy.Sensitive is not null).Select(p => (p.ToolId, p.Policy.Sensitive!, p.Schema)), asking.Select(p => p.ToolId), policies.Select(p => p.ToolId));
    }

    public bool AreAny => !_tools.IsEmpty;

    /// <param name="tool">Its id; or what a model called it, where the call came to nothing: then every tool that could be meant, and where none could be, nobody can say what is sensitive in it.</param>
    public SensitivePlaces OfArguments(string tool) => AreAny && !IsKnown(tool) ? SensitivePlaces.Everywhere : Of(tool, t => t.Arguments);

    /// <param name="tool">Its id; or what a model called it, where the call came to nothing: then every tool that could be meant.</param>
    public SensitivePlaces OfResult(string tool) => Of(tool, t => t.Result);

    /// <summary>Whether what is found wrong with a call of the tool may hold something sensitive that was looked up.</summary>
    public bool MayBeInFindingsOf(string tool) => _asking.Any(id => id == tool || ToolNames.MayMean(tool, id));

    /// <summary>Whether a run may hold, or have held, something sensitive: by the tools it called, and those that were looked up for it.</summary>
    public bool Concern(Run run) => run.Calls.Values.SelectMany(c => c.Facts.Select(f => f.Tool).Append(c.Terms?.Tool ?? c.Name).Concat(c.SettledBy is { } looked ? [looked.Tool] : []))
        .Any(tool => !OfArguments(tool).IsEmpty || !OfResult(tool).IsEmpty || MayBeInFindingsOf(tool));

    private bool IsKnown(string tool) => _known.Contains(tool) || tool is DelegateTool.Name or DecideTool.Name || tool.StartsWith($"{AnswerTool.Source}.", StringComparison.Ordinal) || _known.Any(id => ToolNames.MayMean(tool, id));

    private SensitivePlaces Of(string tool, Func<(string ToolId, SensitivePlaces Arguments, SensitivePlaces Result), SensitivePlaces> places) => _tools
        .Where(t => t.ToolId == tool || ToolNames.MayMean(tool, t.ToolId)).Select(places).Aggregate(SensitivePlaces.Nowhere, (all, some) => all.And(some));
}
