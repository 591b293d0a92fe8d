using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>I1: no irreversible effect without a recorded decision, bound to all that was shown.</summary>
public sealed class ApprovalBindingTests
{
    private static Story Asked => Story.ARun().ModelCalls(Ask.Refund());

    private static Story Approved => Asked.Approves(1, People.Rita);

    /// <summary>As <see cref="Asked"/>, and the proposal rests on what was looked up.</summary>
    private static Story AskedWithFact
    {
        get
        {
            var story = Story.ARun().ModelIsAsked().ModelReplies([Ask.Refund()]);
            var verdict = story.VerdictOn("refund", story.Call(1).Asked.ToString()) with { Facts = [Due("120")] };
            return story.Do(new RunCommand.RecordVerdict(story.Call(1).Id, verdict, story.Now));
        }
    }

    private static Fact Due(string value) => new("due", "desk.look", "hash", "/due", value, Story.Noon);

    private static Verdict Seeing(Story story, params Fact[] facts) => story.VerdictOn("refund", story.Call(1).Arguments!.Value.ToString()) with { Facts = [.. facts] };

    [Fact]
    public void I1_an_irreversible_call_waits_for_a_person() =>
        Story.ARun().ModelIsAsked().ModelReplies([Ask.Refund()])
            .When.Validated(1).Then<CallValidated, ProposalMade>().Is(RunStatus.AwaitingDecision).Owes();

    [Fact]
    public void I1_a_waiting_call_cannot_be_sent() => Asked.When.Sends(1).ThenNothing().CallIs(1, CallStatus.Waiting);

    [Fact]
    public void I1_an_approved_call_is_sent_on_the_approved_bytes() =>
        Approved.When.Sends(1).Then<CallIntended>().With<CallIntended>(e => e.ArgumentsHash, Approved.ProposalOf(1).ArgumentsHash);

    [Theory]
    [InlineData("argumentsHash", RefusalCode.HashMismatch)]
    [InlineData("viewHash", RefusalCode.Changed)]
    public void I1_flipping_a_hash_that_a_decision_carries_refuses_it(string flipped, RefusalCode code)
    {
        var story = Asked;
        var decision = story.Decision(1, DecisionKind.Approve, People.Rita);
        story.When.Do(flipped == "viewHash" ? decision with { ViewHash = Flip(decision.ViewHash) } : decision with { ArgumentsHash = Flip(decision.ArgumentsHash) })
            .ThenRefused(code);
    }

    public static TheoryData<string> BoundFields =>
        ["arguments", "definition", "policy version", "reversibility", "mac", "age", "number of people", "fact", "fact that is gone", "fact that is new"];

    [Theory]
    [MemberData(nameof(BoundFields))]
    public void I1_flipping_any_bound_field_of_an_approval_refuses_it(string flipped)
    {
        var story = flipped.StartsWith("fact", StringComparison.Ordinal) ? AskedWithFact.Approves(1, People.Rita) : Approved;
        var first = story.ProposalOf(1).Id;
        _ = flipped switch
        {
            "arguments" => story.When.Sends(1, verdict: story.VerdictOn("refund", """{"order":"A1","amount":21}""")),
            "definition" => story.ToolChanges("refund", t => t.WithDescription("Does something else.")).When.Sends(1),
            "policy version" => story.ToolChanges("refund", t => t.WithPolicy(p => p)).When.Sends(1),
            "reversibility" => story.When.Sends(1, verdict: Raised(story.VerdictOn("refund", story.Call(1).Arguments!.Value.ToString()))),
            "number of people" => story.When.Sends(1, verdict: TwoNeeded(story.VerdictOn("refund", story.Call(1).Arguments!.Value.ToString()))),
            "fact" => story.When.Sends(1, verdict: Seeing(story, Due("110"))),
            "fact that is gone" => story.When.Sends(1, verdict: Seeing(story)),
            "fact that is new" => story.When.Sends(1, verdict: Seeing(story, Due("120"), Due("120") with { Path = "/owner" })),
            "mac" => story.When.Sends(1, genuine: false),
            "age" => story.After(TimeSpan.FromMinutes(15.1)).When.Sends(1),
            _ => throw new ArgumentOutOfRangeException(nameof(flipped)),
        };
        story.Then<ProposalStaled, ProposalMade>().ProposalIs(first, ProposalStatus.Stale).Is(RunStatus.AwaitingDecision).That(story.ProposalOf(1).Supersedes == first);
    }

    private static Verdict TwoNeeded(Verdict verdict) => verdict with { Terms = verdict.Terms! with { ApprovalsNeeded = 2 } };

    [Fact]
    public void I1_a_fact_that_stayed_the_same_goes_through_whenever_it_was_read()
    {
        var story = AskedWithFact.Approves(1, People.Rita).When;
        story.Sends(1, verdict: Seeing(story, Due("120") with { At = Story.Noon.AddHours(1) })).Then<CallIntended>();
    }

    [Theory]
    [InlineData("title")]
    [InlineData("facts")]
    [InlineData("revision")]
    public void I1_a_record_that_is_not_what_was_shown_sends_nothing(string changed)
    {
        var story = AskedWithFact.Approves(1, People.Rita);
        var shown = story.ProposalOf(1);
        var forged = changed switch
        {
            "title" => shown with { Terms = shown.Terms with { Title = "Refund 1 on A1" } },
            "facts" => shown with { Facts = [Due("999")] },
            _ => shown with { Revision = 7 },
        };
        var run = story.Run with { Proposals = story.Run.Proposals.SetItem(shown.Id, forged) };
        var begin = new RunCommand.BeginToolCall(story.Call(1).Id, Seeing(story, [.. forged.Facts]), true, new("node", "e1"), story.Now);
        var accepted = Assert.IsType<Ruling<RunEvent>.Accepted>(RunDecider.Decide(begin, run));
        Assert.DoesNotContain(accepted.Events, e => e is CallIntended);
        Assert.Contains(accepted.Events, e => e is ProposalStaled);
    }

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Edit)]
    public void I7_nobody_approves_what_is_no_longer_so(DecisionKind kind)
    {
        var story = AskedWithFact;
        var decision = story.Decision(1, kind, People.Rita) with { Fresh = Seeing(story, Due("110")), Edited = Seeing(story, Due("110")) };
        story.When.Do(decision).Then<ProposalStaled, ProposalMade>().With<ProposalStaled>(e => e.Difference!.Single().Is.ToString(), "110");
        Assert.Empty(story.ProposalOf(1).Approvals);
    }

    [Fact]
    public void I8_what_cannot_be_looked_up_now_is_not_approved_and_waits_on()
    {
        var story = AskedWithFact;
        var silent = Seeing(story) with { Validation = new(LayerReport.Passed, LayerReport.Of([new(Layer.Semantic, "", "couldNotCheck", "silence")]), LayerReport.NoRules) };
        story.When.Do(story.Decision(1, DecisionKind.Approve, People.Rita) with { Fresh = silent }).ThenRefused(RefusalCode.CouldNotCheck).Is(RunStatus.AwaitingDecision);
    }

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Edit)]
    public void I1_who_lacks_the_authority_neither_approves_nor_edits(DecisionKind kind)
    {
        var story = Asked;
        story.When.Do(story.Decision(1, kind, People.Rita) with { IsWithinAuthority = false, Edited = story.VerdictOn("refund", """{"order":"A1","amount":21}""") })
            .ThenRefused(RefusalCode.BeyondAuthority);
    }

    [Fact]
    public void But_may_reject() => Asked.When.Do(Asked.Decision(1, DecisionKind.Reject, People.Rita) with { IsWithinAuthority = false }).Then<ProposalRejected>();

    [Fact]
    public void I1_a_recalled_approval_sends_nothing_and_the_proposal_waits_again()
    {
        var story = Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 60 })).ModelCalls(Ask.Refund()).Approves(1, People.Rita);
        story.When.Do(new RunCommand.RecallApproval(story.ProposalOf(1).Id, People.Rita, story.Now)).Then<ProposalRecalled>().Is(RunStatus.AwaitingDecision).Owes();
        story.After(TimeSpan.FromMinutes(2)).When.Sends(1).ThenNothing();
        story.Approves(1, People.Rita).After(TimeSpan.FromMinutes(2)).When.Sends(1).Then<CallIntended>();
    }

    [Fact]
    public void What_was_sent_can_not_be_recalled() =>
        Approved.Sends(1).When.Do(new RunCommand.RecallApproval("r1.1.1.p1", People.Rita, Story.Noon)).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void I1_nothing_flipped_goes_through() => Approved.After(TimeSpan.FromMinutes(14)).When.Sends(1).Then<CallIntended>();

    [Fact]
    public void I1_an_approval_of_a_call_that_no_longer_passes_is_refused() =>
        Approved.ToolChanges("refund", t => t.WithPolicy(p => p with { Permissions = ["refunds"] }))
            .When.Sends(1).Then<ProposalStaled, CallRefused>().Owes(new Effect.AskModel(2, 1, Purpose.Repair));

    [Fact]
    public void I7_an_approval_does_not_outweigh_a_check_that_fails_on_the_same_terms()
    {
        var story = Approved;
        var failed = story.VerdictOn("refund", story.Call(1).Arguments!.Value.ToString()) with { Validation = new(LayerReport.Passed, new(LayerVerdict.CouldNotCheck, []), LayerReport.NoRules) };
        story.When.Sends(1, verdict: failed).Then<ProposalStaled, CallRefused>();
    }

    [Fact]
    public void I8_an_approved_call_whose_tool_is_gone_is_refused()
    {
        var story = Approved;
        story.When.Sends(1, verdict: story.VerdictOn("gone", story.Call(1).Arguments!.Value.ToString())).Then<ProposalStaled, CallRefused>();
    }

    [Fact]
    public void I1_a_tool_that_became_forbidden_is_not_called_on_an_old_approval() =>
        Approved.ToolChanges("refund", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Forbidden })).When.Sends(1).Then<ProposalStaled, CallRefused>();

    [Fact]
    public void I1_a_stale_proposal_says_what_changed()
    {
        var story = Approved.ToolChanges("refund", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Critical })).When.Sends(1);
        Assert.Equal(["/policyVersion", "/reversibility"], story.ProposalOf(1).Difference.Select(d => d.Path));
    }

    [Fact]
    public void I1_critical_needs_two_different_people()
    {
        var story = Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita).CallIs(1, CallStatus.Waiting);
        story.When.Sends(1).ThenNothing();
        story.When.Approves(1, People.Remy).Then<ProposalApproved>().CallIs(1, CallStatus.Approved);
    }

    [Fact]
    public void I1_the_same_person_does_not_count_twice() =>
        Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita).When.Approves(1, People.Rita).ThenRefused(RefusalCode.SeparationOfDuties);

    [Fact]
    public void I1_a_key_of_an_approver_does_not_count_as_another_person() =>
        Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita)
            .When.Approves(1, new("robot", "robot", Channel.Api, KeyOwner: "rita")).ThenRefused(RefusalCode.SeparationOfDuties);

    [Fact]
    public void I1_two_keys_of_one_owner_are_one_person() =>
        Story.ARun().ModelCalls(Ask.Wire()).Approves(1, new("robot1", "robot", Channel.Api, KeyOwner: "ruth"))
            .When.Approves(1, new("robot2", "robot", Channel.Api, KeyOwner: "ruth")).ThenRefused(RefusalCode.SeparationOfDuties);

    public static TheoryData<string, string?> Requesters => new() { { "shop", null }, { "owen", null }, { "paula", null }, { "key9", "owen" }, { "key9", "shop" }, { "key9", "paula" } };

    [Theory]
    [MemberData(nameof(Requesters))]
    public void I1_who_asked_for_the_run_does_not_decide_it(string subject, string? keyOwner) =>
        Asked.When.Approves(1, new(subject, "?", Channel.Api, keyOwner)).ThenRefused(RefusalCode.SeparationOfDuties);

    [Fact]
    public void I1_a_policy_may_ask_for_more_people_than_the_class()
    {
        var story = Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { Approvals = 3 })).ModelCalls(Ask.Refund())
            .Approves(1, People.Rita).Approves(1, People.Remy).CallIs(1, CallStatus.Waiting);
        story.When.Approves(1, People.Sam).Then<ProposalApproved>().CallIs(1, CallStatus.Approved);
    }

    [Fact]
    public void I1_a_hold_delays_the_sending_and_the_age_counts_from_its_end()
    {
        var story = Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 60 })).ModelCalls(Ask.Refund()).Approves(1, People.Rita);
        story.Owes(new Effect.CallTool(story.Call(1).Id, Story.Noon.AddSeconds(60)));
        story.When.Sends(1).ThenNothing();
        story.After(TimeSpan.FromMinutes(15.9)).When.Sends(1).Then<CallIntended>();
    }

    [Fact]
    public void I1_a_call_that_needed_nobody_is_proposed_when_the_policy_became_stricter() =>
        Story.ARun().ModelCalls(Ask.Note()).ToolChanges("note", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Irreversible }))
            .When.Sends(1).Then<ProposalMade>().Is(RunStatus.AwaitingDecision);

    [Fact]
    public void I1_a_call_once_proposed_is_not_sent_undecided_when_the_policy_became_laxer() =>
        Approved.ToolChanges("refund", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Reversible }))
            .When.Sends(1).Then<ProposalStaled, ProposalMade>().Is(RunStatus.AwaitingDecision);

    private static string Flip(string hash) => (hash[0] == '0' ? '1' : '0') + hash[1..];

    private static Verdict Raised(Verdict verdict) => verdict with { Terms = verdict.Terms! with { Reversibility = Reversibility.Critical } };
}
