using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>A run told in sentences: what is given, when something happens, then these events. Every word is a command to the decider.</summary>
internal sealed partial class Story
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Tool> _tools = Toolbox.All.Append(DoneTool.Tool).Append(AskUserTool.Tool).ToDictionary(t => t.Definition.Name);
    private readonly List<RunEvent> _since = [];
    private readonly List<RunEvent> _history = [];
    private Refusal? _refusal;
    private int _decisions;
    private Owner _living = new("node", "e1");
    private ImmutableArray<string> _routes = ["strong"];
    private ContextTerms? _context;
    private ImmutableArray<BudgetStand> _budgets = [];

    public Run Run { get; private set; } = Run.Initial;

    public DateTimeOffset Now { get; private set; } = Noon;

    public IReadOnlyList<RunEvent> History => _history;

    public RunCommand? LastCommand { get; private set; }

    /// <summary>What follows is what the test is about.</summary>
    public Story When
    {
        get
        {
            _since.Clear();
            return this;
        }
    }

    public static Story ARun(RunLimits? limits = null, RunKind kind = RunKind.Agent, string? parent = null) => new Story().Do(new RunCommand.Start(
        "r1", kind, parent, "desk", People.Paula, "Please help.", limits ?? new(), People.Shop, "{}", Noon));

    public static Story ARunFor(Principal principal) => new Story().Do(new RunCommand.Start(
        "r1", RunKind.Agent, null, "desk", principal, "Please help.", new(), People.Shop, "{}", Noon));

    public static Story ARunUnder(string agentPrint) => new Story().Do(new RunCommand.Start(
        "r1", RunKind.Agent, null, "desk", People.Paula, "Please help.", new(), People.Shop, "{}", Noon) { AgentPrint = agentPrint });

    /// <summary>Gives a command to the decider and folds what it accepts. In a tale, a refusal is the last word.</summary>
    public Story Do(RunCommand command)
    {
        Assert.True(_refusal is null, $"The tale went on after a refusal: {_refusal?.Message}");
        LastCommand = command;
        switch (RunDecider.Decide(command, Run))
        {
            case Ruling<RunEvent>.Accepted { Events: var events }:
                Run = events.Aggregate(Run, RunEvolution.Evolve);
                _since.AddRange(events);
                _history.AddRange(events);
                break;
            case Ruling<RunEvent>.Refused { Refusal: var refusal }:
                _refusal = refusal;
                break;
        }

        return this;
    }

    /// <summary>The n-th call of the open step, from 1.</summary>
    public ToolCall Call(int n) => Run.OpenStep[n - 1];

    /// <summary>The latest proposal of the n-th call.</summary>
    public Proposal ProposalOf(int n) => Run.Proposals[Call(n).ProposalId!];

    public Tool ToolOf(int n) => _tools[Call(n).Name];

    public System.Text.Json.JsonElement SchemaOf(string tool) => _tools[tool].Definition.Schema;

    public Story ThenNothing() => Then();

    public Story Then<T1>() => Then(typeof(T1));

    public Story Then<T1, T2>() => Then(typeof(T1), typeof(T2));

    public Story Then<T1, T2, T3>() => Then(typeof(T1), typeof(T2), typeof(T3));

    public Story Then<T1, T2, T3, T4>() => Then(typeof(T1), typeof(T2), typeof(T3), typeof(T4));

    /// <summary>So many events; which, the rest of the sentence says.</summary>
    public Story Then(int events)
    {
        Assert.Equal(events, _since.Count);
        return this;
    }

    public Story ThenRefused(RefusalCode code)
    {
        Assert.Equal(code, _refusal?.Code);
        Assert.Empty(_since);
        return this;
    }

    /// <summary>The one event of this kind is so.</summary>
    public Story With<TEvent>(Func<TEvent, object?> read, object? expected) where TEvent : RunEvent
    {
        Assert.Equal(expected, read(Assert.Single(_since.OfType<TEvent>())));
        return this;
    }

    public Story Is(RunStatus status)
    {
        Assert.Equal(status, Run.Status);
        return this;
    }

    public Story IsHalted(HaltReason reason)
    {
        Assert.Equal(reason, Run.Halt?.Reason);
        return Is(RunStatus.Halted);
    }

    public Story CallIs(int n, CallStatus status)
    {
        Assert.Equal(status, Call(n).Status);
        return this;
    }

    public Story ProposalIs(string id, ProposalStatus status)
    {
        Assert.Equal(status, Run.StatusOf(Run.Proposals[id]));
        return this;
    }

    public Story Owes(params Effect[] effects)
    {
        Assert.Equal(effects, RunDue.WorkOf(Run));
        return this;
    }

    /// <summary>The model is told this about the n-th call.</summary>
    public Story ModelIsTold(int n, string answer)
    {
        Assert.Equal(answer, ModelAnswer.Of(Call(n)));
        return this;
    }

    public Story That(bool fact)
    {
        Assert.True(fact);
        return this;
    }

    private Story Then(params Type[] events)
    {
        Assert.Null(_refusal);
        Assert.Equal(events.Select(e => e.Name), _since.Select(e => e.GetType().Name));
        return this;
    }
}
