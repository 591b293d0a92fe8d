using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>Sketches of policies, each check tried. It saves nothing: what an admin admits of it goes the way of every policy.</summary>
public sealed class PolicySketches
{
    private static readonly IReadOnlyDictionary<string, string> NothingTyped = new Dictionary<string, string>();

    private readonly ToolCatalog _catalog;
    private readonly RecordedRuns _runs;
    private readonly LookUps _lookUps;
    private readonly TimeProvider _time;

    internal PolicySketches(ToolCatalog catalog, ReadPool databases, Masks masks, LookUps lookUps, TimeProvider time) =>
        (_catalog, _runs, _lookUps, _time) = (catalog, new(databases, masks), lookUps, time);

    /// <param name="by">Who wants to know: what is looked up and not on behalf of a recorded user is on theirs.</param>
    /// <param name="typed">Values that they know to be right, by the line's id.</param>
    /// <returns>Null where there is no such tool.</returns>
    public async Task<TriedSketch?> OfAsync(string toolId, Actor by, CancellationToken ct, IReadOnlyDictionary<string, string>? typed = null)
    {
        if (_catalog.Find(toolId) is not { } tool) return null;
        var server = Server(tool.Definition.Source);
        var asker = new Principal(by.Subject, [], "{}");
        var record = await _runs.ReadAsync(tool.Definition.Source, tool, ct);
        record = record with { Recorded = await new Shapes(_lookUps, asker, _time).SeenAsync(server.Where(t => t.Id != toolId), record.Recorded, ct) };
        var proposal = PolicySketcher.Of(tool, server, record.Recorded);
        var samples = new Samples(tool, record, server, _lookUps, asker, _time);
        var trials = new Trials(tool, record, samples, _lookUps, asker, _time);
        var lines = ImmutableArray.CreateBuilder<TriedLine>();
        foreach (var line in proposal.Lines) lines.Add(await TriedAsync(line, trials, typed ?? NothingTyped, lines, ct));
        return new(toolId, tool.PolicyVersion, record.Recorded.Done(toolId).Length, lines.ToImmutable(), proposal.Notes);
    }

    /// <summary>All tools of a server, what reads first: what the others' checks look up has to be ReadOnly before they can be tried.</summary>
    public async Task<ImmutableArray<SketchedTool>> OfServerAsync(string source, Actor by, CancellationToken ct)
    {
        var server = Server(source);
        if (server.IsEmpty) return [];
        var recorded = await new Shapes(_lookUps, new(by.Subject, [], "{}"), _time).SeenAsync(server, (await _runs.ReadAsync(source, null, ct)).Recorded, ct);
        return
        [
            .. server.Select(tool => (Tool: tool, PolicySketcher.Of(tool, server, recorded).Lines)).Select(t => new SketchedTool(
                    t.Tool.Id, t.Tool.Policy.Reversibility, t.Tool.PolicyVersion, t.Lines.Select(l => l.Line).OfType<PolicyLine.Class>().FirstOrDefault()?.Reversibility, t.Lines.Length, t.Tool.Status))
                .OrderBy(t => (t.Class ?? t.Held) is not Reversibility.ReadOnly).ThenBy(t => t.ToolId, StringComparer.Ordinal),
        ];
    }

    private ImmutableArray<Tool> Server(string source) => [.. _catalog.All.Where(t => t.Definition.Source == source)];

    private static async Task<TriedLine> TriedAsync(SketchLine line, Trials trials, IReadOnlyDictionary<string, string> typed, IEnumerable<TriedLine> before, CancellationToken ct)
    {
        if (!line.Needs.IsEmpty) return new(line, null, $"{string.Join(", ", line.Needs)} is not ReadOnly by policy yet, so no check may look anything up there: admit that first.", false);
        var trial = await trials.OfAsync(line, typed.GetValueOrDefault(line.Id), ct);
        var untried = trial is null && (line.Tries is not null || line.Line is PolicyLine.Owned) ? WhyNot(line.Line) : null;
        return new(line, trial, untried, line is { Weakens.IsEmpty: true, IsClaim: false } && trial is { IsProven: true } && !before.Any(b => b.IsRecommended && LooksUp(b.Proposed) is { } argument && argument == LooksUp(line)));
    }

    private static string WhyNot(PolicyLine line) => line switch
    {
        PolicyLine.Grounded => "No recorded call can be read that it could be tried with.",
        PolicyLine.Owned => "No recorded call tells of a user with such an attribute, so there is nobody to try it with.",
        _ => "No value is known to be right: type one, and it is tried.",
    };

    private static string? LooksUp(SketchLine line) => line.Line is PolicyLine.Check { Rule: { LooksUp: not null, Argument: var argument } } ? argument : null;
}
