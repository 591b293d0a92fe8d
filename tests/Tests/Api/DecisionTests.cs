using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Proposals and people's answers to them over HTTP.</summary>
public sealed class DecisionTests(SharedConsole shared)
{
    [Fact]
    public async Task A_proposal_shows_what_a_decision_is_bound_to()
    {
        var (console, text, run, proposal) = await ProposeAsync("shown");

        Assert.Equal("box.write", proposal.Text("tool"));
        Assert.Equal($"Write {text}", proposal.Text("title"));
        Assert.Equal("Irreversible", proposal.Text("reversibility"));
        Assert.Equal("Pending", proposal.Text("status"));
        Assert.Equal(run, proposal.Text("runId"));
        Assert.Equal("clerk", proposal.Text("agent"));
        Assert.Equal("kim", proposal.Text("onBehalfOf"));
        Assert.StartsWith($"{run}.", proposal.Text("callId"), StringComparison.Ordinal);
        Assert.Equal(CanonicalJson.Hash(proposal.GetProperty("arguments")), proposal.Text("argumentsHash"));
        Assert.Matches("^[0-9a-f]{64}$", proposal.Text("viewHash"));
        Assert.Equal(1, proposal.GetProperty("approvalsNeeded").GetInt32());
        Assert.Equal(0, proposal.GetProperty("approvals").GetProperty("count").GetInt32());
        Assert.Equal("passed", proposal.GetProperty("validation").GetProperty("schema").Text("verdict"));
        Assert.Equal("noRules", proposal.GetProperty("validation").GetProperty("semantic").Text("verdict"));
        Assert.Equal("noRules", proposal.GetProperty("validation").GetProperty("authorization").Text("verdict"));
        Assert.Equal("I will write it.", proposal.Text("rationale"));
        Assert.EndsWith("Z", proposal.Text("requestedAt").Replace("+00:00", "Z", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(proposal.Text("id"), (await console.Rita.GetAsync("/api/proposals?status=pending&agent=clerk&tool=box.write&take=200")).Must(200)
            .GetProperty("items").EnumerateArray().Single(p => p.Text("runId") == run).Text("id"));
    }

    [Fact]
    public async Task Approved_it_runs_once_and_the_run_goes_on_with_its_result()
    {
        var (console, text, run, proposal) = await ProposeAsync("approved");
        var tools = await shared.ToolsAsync();
        Assert.Equal(0, tools.CallsWith(text));

        (await console.Rita.ApproveAsync(proposal)).Must(200);

        var ended = await console.Rita.UntilAsync(run, "Completed");
        Assert.Contains($"done: {text}", ended.Text("result"), StringComparison.Ordinal);
        Assert.Equal(1, tools.CallsWith(text));
        var settled = (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
        Assert.Equal("Executed", settled.Text("status"));
        Assert.Equal("rita", settled.GetProperty("decision").Text("by"));
        Assert.Equal("approve", settled.GetProperty("decision").Text("decision"));
    }

    [Fact]
    public async Task Edited_the_tool_gets_the_edited_bytes_and_the_model_is_told_what_changed()
    {
        var (console, text, run, proposal) = await ProposeAsync("edited");
        var edited = (await console.Rita.EditAsync(proposal, new { text = text + "!", amount = 5 }, "louder")).Must(200);

        Assert.Equal(proposal.Text("id"), edited.Text("id"));
        Assert.Equal(text, edited.GetProperty("originalArguments").Text("text"));
        Assert.Equal(text + "!", edited.GetProperty("arguments").Text("text"));
        Assert.NotEqual(proposal.Text("argumentsHash"), edited.Text("argumentsHash"));
        var ended = await console.Rita.UntilAsync(run, "Completed");
        var arrived = (await shared.ToolsAsync()).Calls.Single(c => c.Arguments.GetRawText().Contains(text, StringComparison.Ordinal));
        Assert.Equal((text + "!", 5), (arrived.Arguments.Text("text"), arrived.Arguments.GetProperty("amount").GetInt32()));
        Assert.Contains("editedByReviewer", ended.Text("result"), StringComparison.Ordinal);
        Assert.Contains("/amount", ended.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_nothing_runs_and_the_reason_reaches_the_model()
    {
        var (console, text, run, proposal) = await ProposeAsync("rejected");
        Assert.Equal("Rejected", (await console.Rita.RejectAsync(proposal, "not today")).Must(200).Text("status"));

        var ended = await console.Rita.UntilAsync(run, "Completed");
        Assert.Contains("not today", ended.Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task Rejected_with_stop_the_run_is_over()
    {
        var (console, text, run, proposal) = await ProposeAsync("stopped");
        (await console.Rita.RejectAsync(proposal, "enough", "stop")).Must(200);

        await console.Rita.UntilAsync(run, "Cancelled");
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task A_denied_effect_is_refused_when_the_model_asks_for_it_again()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var call = ("write", $$"""{"text":"{{Unlike("again")}}"}""");
        var run = await console.Sam.StartRunAsync("clerk", model.On("asks twice", a => a.Turn < 2 ? Reply.Calls(call) : Reply.Says(a.LastToolAnswer)));
        (await console.Rita.RejectAsync(await console.Rita.ProposalOfAsync(run), "no")).Must(200);

        var ended = await console.Rita.UntilAsync(run, "Completed", "AwaitingDecision");
        Assert.Equal("Completed", ended.Text("status"));
        Assert.Contains("denied", ended.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_can_answer_in_the_tools_place()
    {
        var (console, text, run, proposal) = await ProposeAsync("responded");
        (await console.Rita.DecideAsync(proposal, Bound(proposal, "respond", new { result = new { found = "by hand" } }))).Must(200);

        Assert.Contains("by hand", (await console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task Sent_back_the_model_hears_the_reason_and_may_ask_again()
    {
        var (console, text, run, proposal) = await ProposeAsync("revised");
        (await console.Rita.DecideAsync(proposal, Bound(proposal, "revise", new { reason = "shorter please" }))).Must(200);

        Assert.Contains("shorter please", (await console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task A_withdrawn_proposal_is_gone_and_the_run_goes_on()
    {
        var (console, text, run, proposal) = await ProposeAsync("withdrawn");
        Assert.Equal("Withdrawn", (await console.Sam.PostAsync($"/api/proposals/{proposal.Text("id")}/withdraw", new { reason = "a mistake" })).Must(200).Text("status"));
        (await console.Rita.ApproveAsync(proposal)).MustRefuse(409, "alreadyDecided");

        Assert.Contains("a mistake", (await console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task A_decision_on_other_bytes_than_those_proposed_is_refused()
    {
        var (console, _, _, proposal) = await ProposeAsync("mismatch");
        (await console.Rita.DecideAsync(proposal, new { decision = "approve", argumentsHash = new string('0', 64), viewHash = proposal.Text("viewHash") })).MustRefuse(409, "hashMismatch");
        (await console.Rita.DecideAsync(proposal, new { decision = "approve", argumentsHash = proposal.Text("argumentsHash"), viewHash = new string('0', 64) })).MustRefuse(409, "changed");
    }

    [Theory]
    [InlineData("""{"decision":"allow","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":"0","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":"+0","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":" approve","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":"Approve","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":"approve,reject","argumentsHash":"H","viewHash":"V"}""", "decision")]
    [InlineData("""{"decision":"approve","viewHash":"V"}""", "argumentsHash")]
    [InlineData("""{"decision":"approve","argumentsHash":"H"}""", "viewHash")]
    [InlineData("""{"decision":"edit","argumentsHash":"H","viewHash":"V"}""", "arguments")]
    [InlineData("""{"decision":"edit","arguments":[],"argumentsHash":"H","viewHash":"V"}""", "arguments")]
    [InlineData("""{"decision":"approve","arguments":{"text":"other"},"argumentsHash":"H","viewHash":"V"}""", "arguments")]
    [InlineData("""{"decision":"respond","argumentsHash":"H","viewHash":"V"}""", "result")]
    [InlineData("""{"decision":"reject","then":"explode","argumentsHash":"H","viewHash":"V"}""", "then")]
    [InlineData("""{"decision":"approve","decisionId":"","argumentsHash":"H","viewHash":"V"}""", "decisionId")]
    public async Task A_decision_that_says_too_little_is_refused_by_name(string body, string named)
    {
        var (console, _, _, proposal) = await ProposeAsync("halfDecided");
        var bound = body.Replace("\"H\"", $"\"{proposal.Text("argumentsHash")}\"", StringComparison.Ordinal).Replace("\"V\"", $"\"{proposal.Text("viewHash")}\"", StringComparison.Ordinal);
        var refused = (await console.Rita.PostAsync($"/api/proposals/{proposal.Text("id")}/decision", bound)).MustRefuse(422, "invalidRequest");
        Assert.Contains(named, refused.Text("title"), StringComparison.Ordinal);
        Assert.Equal("Pending", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
    }

    [Theory]
    [InlineData("""{"decision":"approve","editedArguments":{"text":"other"},"argumentsHash":"H","viewHash":"V"}""")]
    [InlineData("""{"decision":"reject","than":"stop","argumentsHash":"H","viewHash":"V"}""")]
    [InlineData("""{"decision":"reject","decision":"approve","argumentsHash":"H","viewHash":"V"}""")]
    [InlineData("""{"decision":"reject","Decision":"approve","argumentsHash":"H","viewHash":"V"}""")]
    public async Task A_decision_that_says_more_than_is_understood_is_refused_and_nothing_runs(string body)
    {
        var (console, _, _, proposal) = await ProposeAsync("overDecided");
        var bound = body.Replace("\"H\"", $"\"{proposal.Text("argumentsHash")}\"", StringComparison.Ordinal).Replace("\"V\"", $"\"{proposal.Text("viewHash")}\"", StringComparison.Ordinal);
        (await console.Rita.PostAsync($"/api/proposals/{proposal.Text("id")}/decision", bound)).MustRefuse(400, "malformedJson");
        Assert.Equal("Pending", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
    }

    [Theory]
    [InlineData("""{"text":7}""", "/text", "type")]
    [InlineData("""{"text":"x","amount":501}""", "/amount", "maximum")]
    [InlineData("""{"amount":1}""", "/text", "required")]
    [InlineData("""{"text":"x","color":"red"}""", "/color", "additionalProperties")]
    public async Task An_edit_that_fails_a_layer_is_refused_with_the_place_and_what_is_allowed(string arguments, string path, string code)
    {
        var (console, _, _, proposal) = await ProposeAsync("badEdit");
        var refused = (await console.Rita.EditAsync(proposal, JsonElement.Parse(arguments))).MustRefuse(422, "validationFailed");
        var error = refused.GetProperty("errors")[0];
        Assert.Equal(("schema", path, code), (error.Text("layer"), error.Text("path"), error.Text("code")));
        Assert.False(string.IsNullOrEmpty(error.Text("message")));
        Assert.Equal("Pending", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
    }

    [Fact]
    public async Task An_edit_with_the_same_name_twice_never_reaches_a_decision()
    {
        var (console, text, _, proposal) = await ProposeAsync("twice");
        var body = $$$"""{"decision":"edit","argumentsHash":"{{{proposal.Text("argumentsHash")}}}","viewHash":"{{{proposal.Text("viewHash")}}}","arguments":{"text":"{{{text}}}","text":"{{{text}}}2"}}""";
        (await console.Rita.PostAsync($"/api/proposals/{proposal.Text("id")}/decision", body)).MustRefuse(400, "malformedJson");
    }

    [Fact]
    public async Task The_second_to_decide_hears_who_was_first()
    {
        var (console, _, _, proposal) = await ProposeAsync("second");
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        var late = (await console.Remy.RejectAsync(proposal, "no")).MustRefuse(409, "alreadyDecided");
        Assert.Contains("rita", late.Text("title"), StringComparison.Ordinal);
        Assert.Equal("rita", late.GetProperty("proposal").GetProperty("decision").Text("by"));
    }

    [Fact]
    public async Task Of_fifty_decisions_at_once_one_wins_and_the_tool_is_called_once()
    {
        var (console, text, run, proposal) = await ProposeAsync("fifty");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? console.Rita.ApproveAsync(proposal, $"rita-{i}") : console.Remy.ApproveAsync(proposal, $"remy-{i}")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.MustRefuse(409, "alreadyDecided"));
        await console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task The_same_decision_sent_again_is_the_same_decision()
    {
        var (console, text, run, proposal) = await ProposeAsync("resent");
        var id = Guid.NewGuid().ToString();
        var first = (await console.Rita.ApproveAsync(proposal, id)).Must(200);
        var second = (await console.Rita.ApproveAsync(proposal, id)).Must(200);
        Assert.Equal(first.GetProperty("decision").GetRawText(), second.GetProperty("decision").GetRawText());

        (await console.Rita.DecideAsync(proposal, Bound(proposal, "reject", new { reason = "changed my mind", decisionId = id }))).MustRefuse(422, "decisionReused");
        (await console.Remy.ApproveAsync(proposal, id)).MustRefuse(422, "decisionReused");
        await console.Rita.UntilAsync(run, "Completed");
        (await console.Rita.ApproveAsync(proposal, id)).Must(200);
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task A_critical_call_needs_two_different_people()
    {
        var (console, text, run, proposal) = await ProposeAsync("critical", "wipe");
        Assert.Equal(("Critical", 2), (proposal.Text("reversibility"), proposal.GetProperty("approvalsNeeded").GetInt32()));
        var once = (await console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Equal(("Pending", 1), (once.Text("status"), once.GetProperty("approvals").GetProperty("count").GetInt32()));
        (await console.Rita.ApproveAsync(proposal)).MustRefuse(403, "separationOfDuties");
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));

        (await console.Remy.ApproveAsync(proposal)).Must(200);
        await console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task Who_the_run_acts_for_does_not_decide_on_it()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("for rita", Reply.Calls(("write", $$"""{"text":"{{Unlike("own")}}"}""")), Reply.Says("ok"));
        var run = (await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input, onBehalfOf = new { subject = "rita" } })).Must(201).Text("id");
        var proposal = await console.Rita.ProposalOfAsync(run);

        (await console.Rita.ApproveAsync(proposal)).MustRefuse(403, "separationOfDuties");
        (await console.Remy.ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task A_tool_without_a_policy_waits_for_a_person_and_says_why()
    {
        var (_, _, _, proposal) = await ProposeAsync("unset", "unset");
        Assert.Equal("Irreversible", proposal.Text("reversibility"));
        Assert.Contains("no policy", proposal.Text("why"), StringComparison.Ordinal);
    }

    /// <summary>A run whose model asks for one write and then repeats what it was told.</summary>
    private async Task<(ConsoleProcess Console, string Text, string Run, JsonElement Proposal)> ProposeAsync(string what, string tool = "write")
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var text = Unlike(what);
        var input = model.On(what, a => a.Turn == 0 ? Reply.SaysAndCalls("I will write it.", (tool, $$"""{"text":"{{text}}"}""")) : Reply.Says(a.LastToolAnswer));
        var run = await console.Sam.StartRunAsync("clerk", input);
        return (console, text, run, await console.Rita.ProposalOfAsync(run));
    }

    private static string Unlike(string what) => $"{what}-{Guid.NewGuid():N}"[..24];

    private static JsonElement Bound(JsonElement proposal, string decision, object more)
    {
        var all = new Dictionary<string, object?> { ["decision"] = decision, ["argumentsHash"] = proposal.Text("argumentsHash"), ["viewHash"] = proposal.Text("viewHash") };
        foreach (var property in JsonSerializer.SerializeToElement(more).EnumerateObject()) all[property.Name] = property.Value;
        return JsonSerializer.SerializeToElement(all);
    }
}
