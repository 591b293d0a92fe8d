using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Parts of the task handed to other runs, each of which has a story of its own.</summary>
internal sealed partial class Story
{
    public static readonly Tool Delegate = DelegateTool.For([("desk", ""), ("helper", "looks things up")]);

    /// <summary>The model asks for these, among them delegations; no child is started yet.</summary>
    public Story Delegates(params Ask[] calls)
    {
        _tools[DelegateTool.Name] = Delegate;
        return ModelCalls(calls.Length == 0 ? [Ask.Delegate()] : calls);
    }

    /// <summary>The model, with this little to write in, delegates; the child is to be started.</summary>
    public Story DelegatesWithin(long outputTokens)
    {
        _tools[DelegateTool.Name] = Delegate;
        return ModelIsAsked(1, outputTokens).ModelReplies([Ask.Delegate()], usage: new(1, 0, 1)).Validated(1).StartsChild(1);
    }

    public Story StartsChild(int n, RunLimits? agent = null, bool mayDelegate = true, AnswerNeeds needs = AnswerNeeds.Nothing, string? print = null) =>
        Do(new RunCommand.BeginChild(Call(n).Id, agent ?? new(), mayDelegate, needs, Now) { AgentPrint = print });

    public Child ChildOf(int n) => Run.Children[Call(n).Id];

    /// <summary>The story of the n-th call's child, from its start.</summary>
    public Story TheChild(int n) => new Story { Now = Now }.Do(DelegateTool.StartOf(Run, ChildOf(n), Now));

    /// <summary>Told how the n-th call's child stands by now.</summary>
    /// <param name="awakeSince">When the console was started; null: long ago.</param>
    public Story Hears(int n, Story child, double activeMs = 0, DateTimeOffset? awakeSince = null) => HearsOf(n, ChildStanding.Of(child.Run), child.Run.End?.Text.ToString() ?? "", activeMs, awakeSince);

    public Story HearsOf(int n, ChildStanding standing, string words = "", double activeMs = 0, DateTimeOffset? awakeSince = null) =>
        Do(new RunCommand.HearOfChild(Call(n).Id, standing, words, activeMs, awakeSince ?? Noon, Now));

    public Story Denies(params string[] effects) => Do(new RunCommand.DenyEffects([.. effects], Now));
}
