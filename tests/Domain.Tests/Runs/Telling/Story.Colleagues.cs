using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>What people tell each other.</summary>
internal sealed partial class Story
{
    /// <summary>From now on others are told of what waits for so long.</summary>
    public Story Escalating(string tool, TimeSpan after, EscalationTarget to = EscalationTarget.Admin) => ToolChanges(tool, t => t.WithPolicy(p => p with { Escalation = new(after, to) }));

    public Story Remarks(int n, Actor by, string text = "Look at the date.", string id = "m1") => Do(new RunCommand.Comment(ProposalOf(n).Id, id, by, text, Now));

    public Story HandsOver(int n, Actor by, Actor? to, string note = "You know them.") => Do(new RunCommand.HandOver(ProposalOf(n).Id, to?.Subject, to?.Name, by, note, Now));

    public Story TakesOn(int n, Actor by) => Do(new RunCommand.TakeOnOutcome(Call(n).Id, by, Now));
}
