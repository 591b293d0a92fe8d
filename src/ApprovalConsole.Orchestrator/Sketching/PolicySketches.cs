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
public sealed class PolicySketches : IDisposable
{
    /// <summary>Lines of one sketch that are tried; what a server offers must not decide how often it is asked.</summary>
    private const int MostTried = 24;

    /// <summary>In which they are tried, together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string TooMany = "Not tried: the lines before it took all the time, or there are too many of them.";

    private static readonly IReadOnlyDictionary<string, string> NothingTyped = new Dictionary<string, string>();

    private readonly ToolCatalog _catalog;
    private readonly RecordedRuns _runs;
    private readonly LookUps _lookUps;
    private readonly TimeProvider _time;

    /// <summary>One at a time, whoever asks and how often.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    internal PolicySketches(ToolCatalog catalog, ReadPool databases, Masks masks, LookUps lookUps, TimeProvider time) =>
        (_catalog, _runs, _lookUps, _time) = (catalog, new(databases, masks), lookUps, time);

    /// <param name="by">Who wants to know: what is looked up and not on behalf of a recorded user is on theirs.</param>
    /// <param name="typed">Values that they know to be right, by the line's id.</param>
    /// <returns>Null where there is no such tool.</returns>
    public async Task<TriedSketch?> OfAsync(string toolId, Actor by, CancellationToken ct, IReadOnlyDictionary<string, string>? typed = null)
    {
        return _catalog.Find(toolId) is { } tool ? await InTurnAsync(() => OfAsync(tool, by, typed ?? NothingTyped, ct), ct) : null;
    }

    /// <summary>All tools of a server, what reads first: what the others' checks look up has to be ReadOnly before they can be tried.</summary>
    public async Task<ImmutableArray<SketchedTool>> OfServerAsync(string source, Actor by, CancellationToken ct) =>
        Server(source) is { IsEmpty: false } server ? await InTurnAsync(() => OfServerAsync(source, server, by, ct), ct) : [];

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> sketch, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await sketch();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<TriedSketch> OfAsync(Tool tool, Actor by, IReadOnlyDictionary<string, string> typed, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var toolId = tool.Id;
        var server = Server(tool.Definition.Source);
        var asker = new Principal(by.Subject, [], "{}");
        var record = await _runs.ReadAsync(tool.Definition.Source, tool, ct);
        record = record with { Recorded = await new Shapes(_lookUps, asker, _time).SeenAsync(server.Where(t => t.Id != toolId), record.Recorded, ct) };
        var proposal = PolicySketcher.Of(tool, server, record.Recorded);
        var samples = new Samples(tool, record, server, _lookUps, asker, _time);
        var trials = new Trials(tool, record, samples, _lookUps, asker, _time);
        var lines = ImmutableArray.CreateBuilder<TriedLine>();
        foreach (var line in proposal.Lines) lines.Add(await InTimeAsync(line, trials, typed, lines, either.Token, ct));
        return new(toolId, tool.PolicyVersion, record.Recorded.Done(toolId).Length, lines.ToImmutable(), proposal.Notes);
    }

    private async Task<ImmutableArray<SketchedTool>> OfServerAsync(string source, ImmutableArray<Tool> server, Actor by, CancellationToken ct)
    {
        var recorded = await new Shapes(_lookUps, new(by.Subject, [], "{}"), _time).SeenAsync(server, (await _runs.ReadAsync(source, null, ct)).Recorded, ct);
        return
        [
            .. server.Select(tool => (Tool: tool, PolicySketcher.Of(tool, server, recorded).Lines)).Select(t => new SketchedTool(
                    t.Tool.Id, t.Tool.Policy.Reversibility, t.Tool.PolicyVersion, t.Lines.Select(l => l.Line).OfType<PolicyLine.Class>().FirstOrDefault()?.Reversibility, t.Lines.Length, t.Tool.Status))
                .OrderBy(t => (t.Class ?? t.Held) is not Reversibility.ReadOnly).ThenBy(t => t.ToolId, StringComparer.Ordinal),
        ];
    }

    private static async Task<TriedLine> InTimeAsync(SketchLine line, Trials trials, IReadOnlyDictionary<string, string> typed, IReadOnlyCollection<TriedLine> before, CancellationToken either, CancellationToken ct)
    {
        if (either.IsCancellationRequested || before.Count(b => b.Trial is not null) >= MostTried) return new(line, null, TooMany, false);
        try
        {
            return await TriedAsync(line, trials, typed, before, either);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(line, null, TooMany, false);
        }
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
