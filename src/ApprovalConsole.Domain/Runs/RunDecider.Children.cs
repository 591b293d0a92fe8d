using System.Text;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Parts of a task that are handed to child runs. What they may use is taken out of the run's own limits before they start.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> BeginChild(RunCommand.BeginChild c, Run run)
    {
        if (!RunDue.WorkOf(run).Contains(new Effect.StartChild(c.CallId))) return Nothing;
        if (StopConditions.WallClock(run) is { } halt) return Accept(run, new RunEvent.Halted(halt.Reason, halt.Message, c.At));
        var call = run.Calls[c.CallId];
        if (c.Agent is not { } limits) return Accept(run, new RunEvent.CallRefused(call.Id, [Gone], c.At));
        var (agent, task) = DelegateTool.Read(call.Arguments!.Value);
        if (Encoding.UTF8.GetByteCount(task) > c.MaxTaskBytes) return Accept(run, new RunEvent.CallRefused(call.Id, [TooLarge(c.MaxTaskBytes)], c.At));
        var choice = call.Node is { } node && run.Pipeline?.NodeAt(node) is FlowNode.Ask ask ? ask.Choice : null;
        var mayDelegate = c.MayDelegate && run.Depth + 1 < Share.MostDepth;
        var share = Share.Of(run, call, limits, mayDelegate);
        if (WhyNoChild(run, share) is { } finding) return Accept(run, new RunEvent.CallRefused(call.Id, [finding], c.At));
        return Accept(run, new RunEvent.ChildIntended(call.Id, DelegateTool.ChildIdOf(call.Id), agent, task, share.Within(limits, run.Limits, mayDelegate), share, choice is null ? c.AnswerNeeds : AnswerNeeds.Nothing, c.At)
            { AgentPrint = c.AgentPrint, Choice = choice });
    }

    private static Finding? WhyNoChild(Run run, Share share) => share switch
    {
        _ when run.Depth >= Share.MostDepth => Cap("delegationDepth", $"at most {Share.MostDepth} generations below the first run"),
        _ when run.Children.Count >= MostChildren(run) => Cap("children", $"at most {MostChildren(run)} delegations in a run"),
        { Steps: < 1 } => Cap("treeSteps", $"at most {run.TreeSteps} steps in this run and all that work for it"),
        _ when share.Tokens < StopConditions.LeastOutputTokens || share.WallClockSeconds < StopConditions.LeastTime.TotalSeconds => Cap("childBudget", "less is left than another agent needs to begin"),
        _ => null,
    };

    /// <summary>A pipeline asks as often as it is written to, and no oftener than it has replies for.</summary>
    private static int MostChildren(Run run) => run.Pipeline is null ? Share.MostChildren : run.TreeSteps;

    private static readonly Finding Gone = new(Layer.Schema, "/agent", "unknownAgent", "There is no such agent any more.");

    private static Finding TooLarge(int bytes) => new(Layer.Schema, "/task", "tooLarge", "The task is larger than another agent may be given.", $"at most {bytes} bytes");

    private static Finding Cap(string code, string allowed) =>
        new(Layer.Authorization, "", code, "A limit on delegation was reached: do it yourself, or do without.", allowed);

    private static Ruling<RunEvent> HearOfChild(RunCommand.HearOfChild c, Run run)
    {
        if (!run.Children.TryGetValue(c.CallId, out var child) || !child.IsOpen) return Nothing;
        if (c.Standing is not { HasEnded: true } && (c.Standing.Version <= child.Standing.Version || c.Standing.Status == child.Standing.Status)) return Nothing;
        // A crash takes with it what the run's clock had not been read for; the child's own time stands in its stream.
        var activeMs = child.HeardAt < c.AwakeSince ? Math.Max(c.ActiveMs, c.Standing.ActiveMs - child.Standing.ActiveMs) : c.ActiveMs;
        return Accept(run, c.Standing.HasEnded
            ? new RunEvent.ChildEnded(c.CallId, c.Standing, c.Words, activeMs, c.At)
            : new RunEvent.ChildMoved(c.CallId, c.Standing, activeMs, c.At));
    }

    /// <summary>What a person denied is denied in the whole tree, also where it waits already.</summary>
    private static Ruling<RunEvent> DenyEffects(RunCommand.DenyEffects c, Run run)
    {
        var news = c.EffectHashes.Except(run.DeniedEffects).ToList();
        if (run.End is not null || news.Count == 0) return Nothing;
        var likes = run.OpenStep.Where(call => StepOrder.MayBeTakenBack(call) && call is { IsWrite: true, IsAnswer: false } && news.Contains(call.Terms!.EffectHash));
        return Accept(run, [new RunEvent.EffectsDenied([.. news], c.At), .. likes.Select(like => Withdraw(run, like, Actor.Console, "A person rejected the same action.", c.At))]);
    }
}
