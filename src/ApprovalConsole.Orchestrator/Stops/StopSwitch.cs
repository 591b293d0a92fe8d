using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>The switch that holds everything, one tool or one agent. One person presses it; two admins lift it.</summary>
public sealed class StopSwitch
{
    private const int MostShown = 50;

    /// <summary>Takes milliseconds. A source that takes a call and does not return from taking it must not keep the answer for ever; the stop itself holds from its commit on.</summary>
    private static readonly TimeSpan ThroughWithin = TimeSpan.FromSeconds(10);

    private readonly StopBook _book;
    private readonly Halts _halts;
    private readonly Passages _passages;
    private readonly AgentCatalog _agents;
    private readonly ToolCatalog _tools;
    private readonly Resumption _resumption;
    private readonly BlockList _blocks;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;
    private readonly ILogger<StopSwitch> _log;

    internal StopSwitch(
        StopBook book, Halts halts, Passages passages, AgentCatalog agents, ToolCatalog tools, Resumption resumption, BlockList blocks, RefusedAttempts attempts, TimeProvider time, ILogger<StopSwitch> log)
    {
        (_book, _halts, _passages, _agents, _tools, _resumption, _blocks, _attempts, _time, _log) = (book, halts, passages, agents, tools, resumption, blocks, attempts, time, log);
    }

    /// <summary>What is stopped now, oldest first.</summary>
    public IReadOnlyList<StopView> Open => [.. _book.Now.Open.Select(Shown)];

    /// <summary>The stops, open ones first, then the last ones that were lifted.</summary>
    public IReadOnlyList<StopView> All =>
        [.. _book.Now.Stops.Reverse().OrderByDescending(s => s.IsOpen).Take(MostShown).Select(Shown)];

    /// <summary>What holds all that the run owes; null where nothing does.</summary>
    public Halt? HoldOn(Run run) => _halts.Of(run);

    public StopView? Find(string id) => _book.Now.Stops.FirstOrDefault(s => s.Id == id) is { } stop ? Shown(stop) : null;

    /// <summary>Stops. When this returns, it is on the disk and no call of the scope goes out any more.</summary>
    /// <param name="scope"><c>all</c>, <c>tool:ID</c> or <c>agent:NAME</c>.</param>
    /// <returns>The stop: the one that is open already, where there is one of the same scope; a word for its release that was given before counts no more.</returns>
    public async Task<StopAnswer> PressAsync(string? scope, string? reason, Actor by, CancellationToken ct)
    {
        if (StopScope.Read(scope) is not { } read) return new(null, new(RefusalCode.InvalidRequest, "scope must be all, tool:ID or agent:NAME."));
        if (read.Tool is { } tool && _tools.Find(tool) is null) return new(null, new(RefusalCode.UnknownTool, $"There is no tool {tool}."));
        if (read.Agent is { } agent && !_agents.Knows(agent)) return new(null, new(RefusalCode.UnknownAgent, $"There is no agent {agent}."));
        var id = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        if (await _book.SendAsync(new StopCommand.Press(id, read, reason ?? "", by, _time.GetUtcNow()), ct) is Ruling<StopEvent>.Refused { Refusal: var refusal })
            return new(null, refusal);
        await AllThroughAsync();
        var stop = _book.Now.Open.FirstOrDefault(s => s.Scope == read) ?? _book.Now.Stops.Last(s => s.Scope == read); // lifted again by then
        return new(Shown(stop), null) { IsNew = stop.Id == id };
    }

    /// <summary>Says, as an admin, that a stop may be lifted: the first proposes, another lifts it, and what was held goes on.</summary>
    public async Task<StopAnswer> ReleaseAsync(string id, Actor by, CancellationToken ct)
    {
        var ruling = await _book.SendAsync(new StopCommand.Release(id, by, _time.GetUtcNow()) { Blocked = _blocks.Ever }, ct);
        if (ruling is Ruling<StopEvent>.Refused { Refusal: var refusal })
        {
            await _attempts.NoteAsync("release", by, null, id, refusal);
            return new(Find(id), refusal);
        }

        if (ruling is Ruling<StopEvent>.Accepted { Events: [StopEvent.Released] }) _ = Task.Run(_resumption.WakeAsync, CancellationToken.None);
        return new(Find(id), null);
    }

    private StopView Shown(Stop stop) => StopView.Of(stop.AsOf(_time.GetUtcNow(), _blocks.Ever));

    private async Task AllThroughAsync()
    {
        try
        {
            await _passages.AllThroughAsync().WaitAsync(ThroughWithin, _time);
        }
        catch (TimeoutException)
        {
            _log.LogWarning("A call that set out before the stop is still being handed over.");
        }
    }
}

/// <summary>A stop, or why there is none.</summary>
public sealed record StopAnswer(StopView? Stop, Refusal? Refusal)
{
    /// <summary>False where a stop of the same scope was open already.</summary>
    public bool IsNew { get; init; }
}
