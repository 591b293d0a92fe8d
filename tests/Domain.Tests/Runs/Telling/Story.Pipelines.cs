using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Runs that follow a pipeline.</summary>
internal sealed partial class Story
{
    public static Story APipeline(Action<FlowBuilder> nodes, string input = "{}", object? result = null, RunLimits? limits = null) =>
        APipeline(FlowBuilder.Define("", nodes, input.StartsWith('{') ? new { type = "object" } : null, result: result), input, limits);

    public static Story APipeline(Pipeline pipeline, string input = "{}", RunLimits? limits = null)
    {
        var story = new Story();
        foreach (var tool in Toolbox.All) story._tools[tool.Id] = tool;
        story._tools[DelegateTool.Id] = Delegate;
        return story.Do(new RunCommand.Start("r1", RunKind.Pipeline, null, "flow", People.Paula, input, limits ?? pipeline.Limits, People.Shop, "{}", Noon) { Pipeline = pipeline }).Advances();
    }

    /// <summary>What is reached is begun, and goes through the three layers; what needs nobody is sent.</summary>
    public Story Advances()
    {
        while (RunDue.WorkOf(Run).FirstOrDefault() is { } due)
        {
            var before = Run.Version;
            Do(due switch
            {
                Effect.ValidateCall { CallId: var id } => new RunCommand.RecordVerdict(id, VerdictOf(Run.Calls[id], Run.Calls[id].Asked.ToString()), Now),
                Effect.CallTool { CallId: var id } => new RunCommand.BeginToolCall(id, VerdictOf(Run.Calls[id], Run.Calls[id].Arguments!.Value.ToString()), true, _living, Now),
                Effect.StartChild { CallId: var id } => new RunCommand.BeginChild(id, new(), false, default, Now),
                _ => new RunCommand.Advance(((Effect.Advance)due).Step, Now),
            });
            if (Run.Version == before) break;
        }

        return this;
    }

    /// <summary>The tool of a node that is out answers.</summary>
    public Story Brings(string node, string result = "{}") => Comes(At(node), new ToolOutcome.Succeeded(result)).Advances();

    public Story BringsNothing(string node, ToolOutcome outcome) => Comes(At(node), outcome).Advances();

    /// <summary>The agent that a node asked ends with these words.</summary>
    public Story IsTold(string node, string words, RunStatus status = RunStatus.Completed) =>
        Do(new RunCommand.HearOfChild(CallAt(node).Id, ChildStanding.Begun with { Status = status, Version = 9, Steps = 1 }, words, 0, Noon, Now)).Advances();

    public Story Decide(string node, DecisionKind kind, Actor by, string result = "") => Decides(At(node), kind, by, result).Advances();

    /// <summary>Without what follows from it.</summary>
    public Story DecideOnly(string node, DecisionKind kind, Actor by, string result = "") => Decides(At(node), kind, by, result);

    public Story Settles(string node, SettledOutcome outcome) => Do(new RunCommand.SettleOutcome(CallAt(node).Id, outcome, People.Ada, "looked it up", Now)).Advances();

    public Story EndsAs(RunStatus status, string words)
    {
        Assert.Equal(status, Run.Status);
        Assert.Contains(words, Run.End!.Text.ToString(), StringComparison.Ordinal);
        return this;
    }

    /// <summary>In the middle of a tale, a look at it.</summary>
    public Story That(Action<Story> look)
    {
        look(this);
        return this;
    }

    public ToolCall CallAt(string node) => Run.Calls.Values.Single(c => c.Node == node);

    /// <summary>The nodes that have asked for a call, in order.</summary>
    public string Reached => string.Join(' ', Run.Steps.SelectMany(s => Run.CallsOf(s)).Select(c => c.Node));

    private int At(string node) => Run.OpenStep.IndexOf(CallAt(node)) + 1;

    private Story Decides(int n, DecisionKind kind, Actor by, string result) => Do(Decision(n, kind, by) with { Result = result });
}
