using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Domain.Stops;
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
        ("cancelled-undo", Story.ARun(kind: RunKind.Pipeline, parent: "r0").ModelCalls(Ask.Refund()).IsCancelled(People.Sam)),
        ("waiting", Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Look()).Sends(2).Answers(2)),
        ("texts-that-say-nothing", Story.ARun().ModelCalls(Ask.Look()).Sends(1).Answers(1, "{}").ModelCalls(Ask.Refund()).Approves(1, People.Rita).Sends(1).Answers(1, "{}").ModelAnswers("")),
        ("facts-stale-and-recalled", WithEverything(Story.ARun()).Approves(1, People.Rita).After(TimeSpan.FromMinutes(2)).Sends(1).Approves(1, People.Remy).Recalls(1, People.Remy).Edits(1, People.Rita, """{"order":"A2"}""")),
        ("by-rule", ByRule(Story.ARun())),
        ("blocked-by-its-like", Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita).IsBlocked(1).IsUnblocked(1, likeHappened: true).Sends(1).Approves(1, People.Remy).IsBlocked(1)),
        ("undone", Story.ARun().Succeeds(Ask.Note()).ModelAnswers().IsTakenBack(1, "u1")),
        ("an-undo", Story.AnUndo(Ask.Note()).Sends(1).Answers(1)),
        ("checked-by-people", Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita, "called the customer").Approves(1, People.Remy).Sends(1).Answers(1)
            .ModelCalls(Ask.Refund("A3")).Edits(1, People.Remy, """{"order":"A3","amount":5}""", "compared with the invoice").Sends(1).Answers(1)),
        ("fall-over", Story.ARun().RoutedTo("cheap", "strong").ModelIsAsked().ModelFails(mayRetry: false).ModelIsAsked()),
        ("trimmed", Story.ARun(new() { Iterations = 20 }).With(Story.Price with { CachedInput = Story.Price.Input }).RoutedTo("cheap", "strong")
            .ModelCalls(Ask.Look("A1")).Sends(1).Answers(1, $"\"{new string('x', 9_000)}\"").Succeeds(Ask.Look("A2")).Succeeds(Ask.Look("A3")).Succeeds(Ask.Look("A4")).Succeeds(Ask.Look("A5")).ModelCalls(new Ask("noSuchTool", "{}")).ModelAnswers()),
        ("answer-approved", Story.AGuardedRun(AnswerNeeds.Evidence).Concludes("It is RF-7788.").Revises(1, People.Remy).Concludes("It is RF-7789.").Edits(1, People.Rita, """{"text":"It is booked."}""").Sends(1)),
        ("answer-rejected", Story.AGuardedRun(AnswerNeeds.Person).Concludes("Hello.").Rejects(1, People.Rita)),
        ("counted-in-budgets", Story.ARun().CountsIn("month", 100).Succeeds(Ask.Look()).CountsIn("month", 100, spent: 99.999m).ModelIsAsked()),
        ("named-by-a-token", Story.ARunFor(People.Paula with { Identity = "tid/oid" }).ModelAnswers()),
        ("delegated", Delegated(Story.ARun().ModelCalls(Ask.Refund()).Rejects(1, People.Rita)).Denies("an-effect-denied-below").ModelAnswers("Two parts done.")),
        ("a-child", Story.ARun().ModelCalls(Ask.Refund()).Rejects(1, People.Rita).Delegates().StartsChild(1).TheChild(1).Delegates(Ask.Delegate("A part of the part.")).StartsChild(1)),
        ("foreign-words", Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { Checks = [new() { Argument = "/amount", Range = new() { Max = 30 } }] })).ModelCalls(Ask.Refund(amount: 40))
            .IsOut(Ask.Pay()).Comes(1, ToolOutcome.Unknown.Saying("The call broke off", "Ana's account is closed."))),
        ("approved-by-who-was-blocked", Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Wire(), Ask.Refund()).Approves(1, People.Rita).Approves(2, People.Rita)
            .IsToldOfBlocked(People.Rita).Approves(1, People.Remy)),
        ("a-pipeline", APipeline().IsTold("kind", """{"answer":"a","confidence":0.5,"reason":"Perhaps.","evidence":["Hm."],"details":{"n":1}}""").Decide("kind:person", DecisionKind.Respond, People.Rita, "\"a\"")
            .After(TimeSpan.FromHours(1)).Wakes().Advances().Brings("look").Decide("pay", DecisionKind.Reject, People.Remy)),
        ("asked-by-a-pipeline", APipeline().TheChild(1)),
        ("probed", Story.ARun().IsOut(Ask.Book()).GoesSilent(1).After(TimeSpan.FromSeconds(1)).Probes(1, ProbeFinding.CouldNotCheck).After(TimeSpan.FromSeconds(1)).Probes(1, ProbeFinding.Found).ModelAnswers()),
        ("begun-under", Story.ARunUnder("instructions:1a2b3c4d tools:5e6f7a8b").Delegates().StartsChild(1, print: "instructions:9a9b9c9d")),
        ("seen-for", Story.ARun(new() { Iterations = 9, NoProgressSteps = 9 }).ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).Sees(1, DecisionKind.Approve, People.Rita, TimeSpan.FromSeconds(3.5)).Sees(2, DecisionKind.Reject, People.Remy, TimeSpan.FromSeconds(40)).Sends(1).Answers(1)
            .ModelCalls(Ask.Refund("A3")).Sees(1, DecisionKind.Revise, People.Rita, TimeSpan.FromMinutes(2)).ModelCalls(Ask.Refund("A4")).Sees(1, DecisionKind.Respond, People.Rita, TimeSpan.FromSeconds(9))
            .ModelCalls(Ask.Refund("A5")).Sees(1, DecisionKind.Edit, People.Rita, TimeSpan.FromMinutes(1), """{"order":"A5","amount":5}""")),
        ("among-colleagues", Story.ARun().Escalating("refund", TimeSpan.FromHours(1), EscalationTarget.Support).ModelCalls(Ask.Refund()).Remarks(1, People.Remy).HandsOver(1, People.Remy, People.Rita).After(TimeSpan.FromHours(1)).Wakes()
            .HandsOver(1, People.Rita, null, "").Approves(1, People.Rita).Sends(1).GoesSilent(1).TakesOn(1, People.Sam)),
        ("a-session", Story.ASession().Asks("k1", "look").Advances().AnswersCall("look").Asks("k2", "refund", rationale: "The parcel never came.").Asks("k3", "refund").Advances().Approves(1, People.Rita).Sends(1).Answers(1)
            .After(TimeSpan.FromDays(1)).Wakes()),
        ("a-conversation", Story.ATalk(Story.Talk with { PerMessage = new() { Iterations = 3, Tokens = 50_000, CostUsd = 0.5m, WallClockSeconds = 60 } }).ModelIsAsked().Hears("It is A1.").ModelReplies([Ask.User()]).Validated(1).Hears("A1, the blue one.").ModelAnswers("It was sent.")
            .Hears("When?").ModelCalls(Ask.User("In which time zone?")).After(TimeSpan.FromHours(1)).Wakes().ModelAnswers("On Monday.").After(TimeSpan.FromHours(1)).Wakes()),
        ("one-observed-call", Story.ASession(isOneCall: true, observes: true, firstKey: "k1").Advances()),
        ("traced", Traced(Story.ARun())),
        ("unknown", Story.ARun().IsOut(Ask.Refund()).GoesSilent(1)),
    ];

    /// <summary>One child waits, is granted more and ends; the other is kept from beginning.</summary>
    private static Story APipeline() => Story.APipeline(
        f => f.Ask("kind", "helper", "What is it?", ["a", "b"], new { text = "{/input/text}" }, new { type = "object", properties = new { n = new { type = "number" } } }, 0.8, evidence: true)
            .Wait("pause", TimeSpan.FromHours(1)).Call("look", "desk.look", new { order = "A1" }).Call("pay", "desk.refund", new { order = "A1", amount = 20 }),
        """{"text":"Hm."}""");

    private static Story Delegated(Story story)
    {
        story.Delegates(Ask.Delegate("One part."), Ask.Delegate("Another.")).StartsChild(1, new() { Iterations = 1 }, needs: AnswerNeeds.Evidence).StartsChild(2);
        var child = story.TheChild(1).Succeeds(Ask.Look()).ModelIsAsked();
        story.Hears(1, child, activeMs: 100);
        return story.Hears(1, child.Grants(new(1, 10, 0.1m, 1), People.Sam).ModelAnswers("Found."), activeMs: 100).HearsOf(2, ChildStanding.NeverBegun, "It was cancelled before it began.");
    }

    public static IEnumerable<(string Name, ToolEvent[] Events)> Tools =>
    [
        ("checked-policy", [new ToolEvent.PolicySet("desk.refund", 1, CheckedPolicy, "settings", People.Ada, "mac", Story.Noon)]),
        ("policies", [new ToolEvent.PolicySet("desk.refund", 1, EveryPolicy, "settings", Keyed, "mac", Story.Noon), new ToolEvent.PolicySet("desk.look", 2, new() { Reversibility = Reversibility.ReadOnly }, "", People.Ada, "mac", Story.Noon)]),
        ("escalating-policy", [new ToolEvent.PolicySet("desk.refund", 1, new() { Escalation = new(TimeSpan.FromHours(4), EscalationTarget.Support) }, "", People.Ada, "mac", Story.Noon)]),
        ("probing-policy", [new ToolEvent.PolicySet("desk.book", 1, Toolbox.Book.Policy, "", People.Ada, "mac", Story.Noon)]),
        ("masked-policy", [new ToolEvent.PolicySet("desk.refund", 1, new() { Sensitive = new() { Arguments = ["/iban"], Result = ["/customer/email", "/orders/*/address"] } }, "", People.Ada, "mac", Story.Noon)]),
        ("first-contact",
        [
            new ToolEvent.Admitted("box.look", """{"name":"look"}""", "hash", Actor.Console, "mac", Story.Noon) { Contact = ["box.look hash", "box.write hash2"] },
        ]),
        ("admission-and-second-admin",
        [
            new ToolEvent.Admitted("desk.refund", """{"name":"refund"}""", "hash", Actor.Console, "mac", Story.Noon),
            new ToolEvent.PolicyChangeProposed("desk.refund", "c1", 0, Standing, People.Ada, "mac", Story.Noon),
            new ToolEvent.PolicyChangeRejected("desk.refund", "c1", Keyed, Story.Noon),
            new ToolEvent.PolicySet("desk.refund", 1, Standing, "", People.Ada, "mac", Story.Noon) { ConfirmedBy = Keyed },
        ]),
    ];

    public static IEnumerable<(string Name, PersonEvent[] Events)> Access =>
    [
        ("blocks-and-keys",
        [
            new PersonEvent.Blocked("tid/oid", "Olaf", "left the house", Keyed, Story.Noon), new PersonEvent.Unblocked("tid/oid", People.Ada, "mac", Story.Noon),
            new PersonEvent.KeyCreated("k1", "shop", "hash", ["Operator"], new(["refunds.write"], ["shop-*"], ["desk"]), People.Ada, "mac", Story.Noon), new PersonEvent.KeyRevoked("k1", People.Ada, Story.Noon),
        ]),
    ];

    public static IEnumerable<AttentionEvent> Attention =>
    [
        new AttentionEvent.Answered("run_1.2.1.p2", "run_1.2.1.p1", "desk.refund", FaultKind.OfAnother, "/amount", "approve", false, People.Rita, Story.Noon) { SeenFor = TimeSpan.FromSeconds(3) },
        new AttentionEvent.Answered("run_1.2.1.p2", "run_1.2.1.p1", "desk.refund", FaultKind.NotSeen, "/orderId", "reject", true, People.Rita, Story.Noon.AddHours(1)),
    ];

    public static IEnumerable<StopEvent> Stops =>
    [
        new StopEvent.Stopped("s1", "tool:desk.refund", "It refunds twice.", People.Sam, "mac", Story.Noon),
        new StopEvent.ReleaseProposed("s1", People.Ada, "mac", Story.Noon.AddHours(1)),
        new StopEvent.Released("s1", People.Ada, Keyed, "mac", Story.Noon.AddHours(2)),
    ];

    public static IEnumerable<StopEvent> StopsAgain =>
    [
        new StopEvent.Stopped("s1", "all", "smoke", People.Sam, "mac", Story.Noon),
        new StopEvent.PressedAgain("s1", "fire", Keyed, "mac", Story.Noon.AddHours(1)),
    ];

    public static IEnumerable<ProofEvent> Proofs => [new ProofEvent.Failed(["An approval that had expired was used."], Story.Noon), new ProofEvent.HeldAgain(Story.Noon.AddMinutes(5))];

    public static IEnumerable<BudgetEvent> Budgets =>
    [
        new BudgetEvent.Set("month", 100, [0.5m, 0.8m], People.Ada, "mac", Story.Noon),
        new BudgetEvent.ChangeProposed("month", "c1", 1, 200, [0.5m], Keyed, "mac", Story.Noon.AddHours(1)),
        new BudgetEvent.ChangeRejected("month", "c1", People.Ada, Story.Noon.AddHours(2)),
        new BudgetEvent.Set("agent:desk:total", 200, [], People.Ada, "mac", Story.Noon.AddHours(3)) { ConfirmedBy = Keyed, SettingsUsd = 150 },
        new BudgetEvent.Alerted("month", "2026-03", 0.5m, 51.25m, 100, Story.Noon.AddHours(4)),
        new BudgetEvent.Overshot("month", "2026-03", 100.5m, 100, Story.Noon.AddHours(5)),
    ];

    public static IEnumerable<SetupEvent> Setups =>
    [
        new SetupEvent.Set("agent:desk", 1, """{"instructions":"Be brief.","tools":["desk.*"]}""", "hash", People.Ada, "mac", Story.Noon),
        new SetupEvent.ChangeProposed("agent:desk", "c1", 1, """{"instructions":"Be brief.","tools":["*"]}""", Keyed, "mac", Story.Noon.AddHours(1)),
        new SetupEvent.ChangeRejected("agent:desk", "c1", People.Ada, Story.Noon.AddHours(2)),
        new SetupEvent.Set("model:strong", 1, """{"input":2,"cachedInput":0.5,"output":8}""", "hash", People.Ada, "mac", Story.Noon.AddHours(3)) { ConfirmedBy = Keyed },
    ];

    private static ToolPolicy Standing => new()
    {
        Approval = Asking.ByRule,
        Standing = new(JsonElement.Parse("""{"required":["amount"],"properties":{"amount":{"maximum":50}}}"""),
            [new() { Window = "P1D", Count = 3 }, new() { Window = "P1D", Per = QuotaScope.Tool, SumOf = "/amount", SumMax = 500 }], Story.Noon.AddDays(30)),
    };

    private static readonly Actor Keyed = new("robot", "robot", Channel.Api, KeyOwner: "ruth");

    private static ToolPolicy CheckedPolicy => JsonSerializer.Deserialize<ToolPolicy>(
        """
        {
          "checks": [
            { "argument": "/order", "exists": { "tool": "desk.look", "arguments": { "order": "{/order}" } } },
            { "argument": "/amount", "optional": true, "compare": { "operator": "<=", "tool": "desk.look", "arguments": { "order": "{/order}" }, "path": "/total" } },
            { "argument": "/amount", "range": { "min": 0, "max": 500 } },
            { "argument": "/text", "window": { "from": "-P30D", "to": "P0D" } },
            { "argument": "/order", "oneOf": { "tool": "desk.look", "arguments": {}, "path": "/orders/*" } },
            { "state": { "tool": "desk.look", "arguments": {}, "path": "/status", "in": ["open"] } }
          ],
          "authorization": [
            { "argument": "/order", "equals": "{principal.attributes.order}" },
            { "optional": true, "owns": { "tool": "desk.look", "arguments": {}, "path": "/owner", "equals": "{principal.subject}" } },
            { "resultOwns": { "path": "/owner", "equals": "{principal.subject}" } },
            { "quota": { "window": "P1D", "per": "Agent", "count": 20, "sumOf": "/amount", "sumMax": 1000 } }
          ],
          "facts": [ { "name": "total", "tool": "desk.look", "arguments": {}, "path": "/total", "optional": true } ],
          "requireGrounded": { "/order": "record" },
          "reviewers": [ { "group": "seniors", "within": { "properties": { "amount": { "maximum": 100 } } } } ],
          "approval": "ByRule",
          "standing": { "when": { "properties": { "amount": { "maximum": 20 } } }, "quotas": [ { "window": "P1D", "per": "Tool", "count": 5 } ], "expiresAt": "2026-05-01T00:00:00Z" },
          "undo": { "tool": "desk.take_back", "arguments": {}, "still": { "tool": "desk.look", "arguments": {}, "path": "/status", "equals": "refunded" } }
        }
        """, Orchestrator.Projections.ViewJson.Options)!;

    private static ToolPolicy EveryPolicy => Toolbox.Refund.Policy with
    {
        Effect = "{/amount} USD", Decisive = ["/amount"], Permissions = ["orders.write"], Undo = new("desk.take_back", JsonElement.Parse("""{"id":"{/result/id}"}""")),
        Approvals = 2, HoldSeconds = 5, Independent = true, Untrusted = true, IdempotencyArgument = "text",
    };

    /// <summary>A proposal with quotas, grounding and a fact that is another when the call is about to be sent.</summary>
    private static Story WithEverything(Story story)
    {
        story.ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 60 })).ModelIsAsked().ModelReplies([Ask.Refund()]);
        var verdict = story.VerdictOn("refund", story.Call(1).Asked.ToString());
        return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, verdict with
        {
            Terms = verdict.Terms! with { Quotas = [new("scope", TimeSpan.FromDays(1), 20_000_000, 3, 100_000_000)], ByRule = null },
            Facts = [new Fact("due", "desk.look", "hash", "/due", "20", Story.Noon)],
            Grounding = [new("/order", Found.Record, "r1.1.1", "/order"), new("/amount", Found.NotFound)],
        }, story.Now)).After(TimeSpan.FromSeconds(1));
    }

    /// <summary>An irreversible call that a standing approval lets go.</summary>
    private static Story ByRule(Story story)
    {
        story.ModelIsAsked().ModelReplies([Ask.Refund()]);
        var verdict = story.VerdictOn("refund", story.Call(1).Asked.ToString());
        verdict = verdict with { Terms = verdict.Terms! with { ByRule = "policy v7, by ada, confirmed by abel" } };
        return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, verdict, story.Now)).Sends(1, verdict: verdict).Answers(1);
    }

    private static Story Traced(Story story)
    {
        story.ModelIsAsked().ModelReplies([Ask.Refund()]);
        return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, story.VerdictOn("refund", story.Call(1).Asked.ToString()), story.Now) { Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
    }

    /// <summary>Facts come with look-ups; here they are put by hand.</summary>
    private static Story WithFacts(Story story)
    {
        story.ModelIsAsked().ModelReplies([Ask.Wire()]);
        ImmutableArray<Fact> facts = [new Fact("total", "desk.look", "hash", "/total", "20", Story.Noon)];
        return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, story.VerdictOn("wire", """{"order":"A1"}""") with { Facts = facts }, story.Now));
    }
}
