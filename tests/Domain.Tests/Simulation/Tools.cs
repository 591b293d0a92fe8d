using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>One call as it reached a tool.</summary>
/// <param name="Bytes">The arguments.</param>
/// <param name="Turn">That let it go.</param>
internal sealed record Sending(string RunId, ToolCall Call, string Bytes, Turn Turn, DateTimeOffset At)
{
    public string ExecutionId => Call.ExecutionId;

    public bool IsKeyed => Call.Terms!.IdempotencyArgument is not null;
}

/// <summary>The tools, which live on whatever becomes of the console, and the policies that are laid down for them.</summary>
internal sealed class Tools
{
    private readonly FaultyWorld _world;
    private readonly HashSet<string> _keys = [];

    public Tools(FaultyWorld world)
    {
        _world = world;
        var hold = world.Chance.Below(3) * 8;
        InForce = Toolbox.All.Select(t => t.WithPolicy(p => p with { ExpiresAfter = TimeSpan.FromMinutes(3), Escalation = new(TimeSpan.FromSeconds(40)), ApprovalValidFor = TimeSpan.FromMinutes(1), HoldSeconds = hold })).ToImmutableSortedDictionary(t => t.Definition.Name, t => t, StringComparer.Ordinal);
    }

    public ImmutableSortedDictionary<string, Tool> InForce { get; private set; }

    /// <summary>Somebody changes what is laid down for a tool, or the tool itself.</summary>
    public void Change()
    {
        var (chance, name) = (_world.Chance, _world.Chance.OneOf(InForce.Keys.ToList()));
        var tool = InForce[name];
        if (chance.Strikes(Fault.DefinitionChanges, 3)) tool = tool.WithDescription($"Version {_world.NextId()}.");
        else if (chance.Strikes(Fault.PolicyChanges, 1)) tool = chance.Below(4) switch
        {
            0 => tool with { Status = ToolStatus.Disabled, StatusReason = "switched off" },
            1 => tool.WithPolicy(p => p with { Approvals = 3 - p.Approvals }),
            2 => tool.WithPolicy(p => p with { Reversibility = chance.OneOf([Reversibility.ReadOnly, Reversibility.Reversible, Reversibility.Irreversible, Reversibility.Critical]) }),
            _ => Toolbox.All.Single(t => t.Definition.Name == name) with { PolicyVersion = tool.PolicyVersion + 1 },
        };
        InForce = InForce.SetItem(name, tool);
    }

    public void Call(ConsoleProcess process, Run run, ToolCall call, Turn turn)
    {
        var sending = new Sending(run.Id, call, call.Arguments!.Value.ToString(), turn, _world.Time.Now);
        _world.Ledger.Reached(sending);
        _world.Ceilings.ToolReached(sending);
        _world.Chronicle.Tell(() => $"{run.Id} {call.ExecutionId} reaches {call.Name} {sending.Bytes}");
        var left = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(1, run.TimeLeft.TotalMilliseconds)));
        new Exchange(_world, process, sending, call.IsWrite || left > call.Terms!.Timeout ? call.Terms!.Timeout : left).Begin(this);
    }

    /// <summary>What the probe says of a call: what is so, where it says anything.</summary>
    public ProbeReading Probed(ToolCall call, DateTimeOffset now) => _world.Chance.Strikes(Fault.ProbeSaysNothing, 4)
        ? ProbeReading.CouldNotCheck("desk.look cannot be reached") : Story.ReadingOf(_world.Ledger.HasHappened(call.ExecutionId) ? ProbeFinding.Found : ProbeFinding.NotFound, now);

    /// <summary>The tool does it; once for a key, where it takes one.</summary>
    public void Do(Sending sending)
    {
        if (sending.IsKeyed && !_keys.Add($"{sending.Call.Name} {sending.Bytes}")) return;
        _world.Chronicle.Tell(() => $"{sending.RunId} {sending.ExecutionId} HAPPENS");
        _world.Ledger.Happened(sending);
    }
}
