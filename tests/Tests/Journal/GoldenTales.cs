using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Tests.Journal;

/// <summary>The tales behind the golden journals. A new event, or a new property of one, gets a new tale here; see <see cref="GoldenJournalTests"/>.</summary>
internal static class GoldenTales
{
    public static IEnumerable<(string Name, Story Tale)> Runs =>
    [
        ("refund-approved", Story.ARun().Succeeds(Ask.Look()).ModelCalls(Ask.Refund()).Approves(1, People.Rita).Sends(1).Answers(1, """{"receipt":"R1"}""").ModelAnswers("Refunded.")),
        ("five-answers", Story.ARun(new() { Iterations = 9, NoProgressSteps = 9 })
            .ModelCalls(Ask.Refund("A1")).Rejects(1, People.Rita)
            .ModelCalls(Ask.Refund("A2")).Revises(1, People.Remy)
            .ModelCalls(Ask.Refund("A2", 10)).Responds(1, People.Rita, "true")
            .ModelCalls(Ask.Refund("A3")).Edits(1, Keyed, """{"order":"A3","amount":5}""").Sends(1).Answers(1)
            .ModelCalls(Ask.Refund("A4"), Ask.Note()).Withdraws(1, People.Sam)
            .ModelCalls(Ask.Refund("A5")).After(TimeSpan.FromDays(1)).Wakes()
            .ModelCalls(new Ask("noSuchTool", "{}"), new Ask("look", """{"order":7}""")).ModelAnswers()),
        ("two-people-edit-and-stale", WithFacts(Story.ARun()).Edits(1, People.Rita, """{"order":"A2"}""").Approves(1, People.Remy)
            .ToolChanges("wire", t => t.WithPolicy(p => p with { Title = "Wire to {/order}", Effect = "{/order}", Decisive = ["/order"], HoldSeconds = 30 })).Sends(1)),
        ("outcomes", Story.ARun().IsOut(Ask.Refund()).GoesSilent(1).Rules(1, SettledOutcome.DidNotHappen, People.Remy).Answers(1)
            .IsOut(Ask.Look()).Crashes().Sends(1).ReportsError(1).IsOut(Ask.Pay()).Crashes().Sends(1).GoesSilent(1)),
        ("halted-and-granted", Story.ARun(new() { Iterations = 1 }).Succeeds(Ask.Look()).ModelIsAsked().Grants(new(Iterations: 1, Tokens: 1000, CostUsd: 0.5m, WallClockSeconds: 10), People.Sam)
            .ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(5)).ModelIsAsked().ModelReplies([Ask.Look()]).Validated(1).Sends(1).Answers(1).ModelIsAsked()),
        ("failed", Story.ARun().ModelIsAsked().ModelFails(mayRetry: false)),
        ("cancelled-undo", Story.ARun(kind: RunKind.Undo, parent: "r0").ModelCalls(Ask.Refund()).IsCancelled(People.Sam)),
        ("waiting", Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Look()).Sends(2).Answers(2)),
        ("unknown", Story.ARun().IsOut(Ask.Refund()).GoesSilent(1)),
    ];

    public static IEnumerable<(string Name, ToolEvent[] Events)> Tools =>
    [
        ("policies", [new ToolEvent.PolicySet("desk.refund", 1, EveryPolicy, "settings", Keyed, "mac", Story.Noon), new ToolEvent.PolicySet("desk.look", 2, new() { Reversibility = Reversibility.ReadOnly }, "", People.Ada, "mac", Story.Noon)]),
        ("admission-and-second-admin",
        [
            new ToolEvent.Admitted("desk.refund", """{"name":"refund"}""", "hash", Actor.Console, "mac", Story.Noon),
            new ToolEvent.PolicyChangeProposed("desk.refund", "c1", 0, Standing, People.Ada, "mac", Story.Noon),
            new ToolEvent.PolicyChangeRejected("desk.refund", "c1", Keyed, Story.Noon),
            new ToolEvent.PolicySet("desk.refund", 1, Standing, "", People.Ada, "mac", Story.Noon) { ConfirmedBy = Keyed },
        ]),
    ];

    private static ToolPolicy Standing => new()
    {
        Approval = Asking.ByRule,
        Standing = new(JsonElement.Parse("""{"required":["amount"],"properties":{"amount":{"maximum":50}}}"""),
            [new() { Window = "P1D", Count = 3 }, new() { Window = "P1D", Per = QuotaScope.Tool, SumOf = "/amount", SumMax = 500 }], Story.Noon.AddDays(30)),
    };

    private static readonly Actor Keyed = new("robot", "robot", Channel.Api, KeyOwner: "ruth");

    private static ToolPolicy EveryPolicy => Toolbox.Refund.Policy with
    {
        Effect = "{/amount} USD", Decisive = ["/amount"], Permissions = ["orders.write"], Undo = new("desk.take_back", JsonElement.Parse("""{"id":"{/result/id}"}""")),
        Approvals = 2, HoldSeconds = 5, Independent = true, Untrusted = true, IdempotencyArgument = "text",
    };

    /// <summary>Facts come with look-ups; here they are put by hand.</summary>
    private static Story WithFacts(Story story)
    {
        story.ModelIsAsked().ModelReplies([Ask.Wire()]);
        ImmutableArray<Fact> facts = [new Fact("total", "desk.look", "hash", "/total", "20", Story.Noon)];
        return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, story.VerdictOn("wire", """{"order":"A1"}""") with { Facts = facts }, story.Now));
    }
}
