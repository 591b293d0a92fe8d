using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Final answers over HTTP, of an agent whose answers need evidence.</summary>
public sealed class AnswerTests(EvidentAnswers answers) : IClassFixture<EvidentAnswers>
{
    private const string Invented = "Your refund RF-9999 is booked.";

    [Fact]
    public async Task A_grounded_answer_ends_the_run_by_itself()
    {
        var run = await answers.Console.Sam.StartRunAsync("clerk", answers.Model.On("Where is SO-1001?", Reply.Calls(("look", """{"text":"SO-1001"}""")), Reply.Says("SO-1001 is on its way.")));
        Assert.Equal("SO-1001 is on its way.", (await answers.Console.Sam.UntilAsync(run, "Completed")).Text("result"));
    }

    [Fact]
    public async Task An_invented_id_waits_and_the_approved_words_are_the_result()
    {
        var proposal = await ProposalAsync();
        Assert.Equal(("console.answer", "Answer kim", "In no evidence: rf-9999"), (proposal.Text("tool"), proposal.Text("title"), proposal.Text("effect")));
        Assert.Equal(Invented, proposal.GetProperty("arguments").Text("text"));
        Assert.Equal(("/text", "notFound"), (proposal.GetProperty("grounding")[0].Text("path"), proposal.GetProperty("grounding")[0].Text("found")));
        Assert.DoesNotContain("RF-9999", (await RunAsync(proposal)).GetRawText(), StringComparison.Ordinal);

        var events = $"/api/runs/{proposal.Text("runId")}/events"; // olga only starts runs: she gets the result, or nothing
        Assert.Contains("RF-9999", (await answers.Console.Sam.GetAsync(events)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RF-9999", (await answers.Console.As("olga").GetAsync(events)).Text, StringComparison.OrdinalIgnoreCase);

        Assert.Equal("Executed", (await answers.Console.Rita.ApproveAsync(proposal)).Must(200).Text("status"));
        var run = await RunAsync(proposal);
        Assert.Equal(("Completed", Invented), (run.Text("status"), run.Text("result")));
    }

    [Fact]
    public async Task What_is_said_beside_a_call_is_withheld_from_the_same_readers()
    {
        var run = await answers.Console.Sam.StartRunAsync("clerk", answers.Model.On("aside", Reply.SaysAndCalls("The secret is RF-4242.", ("look", """{"text":"SO-1001"}""")), Reply.Says("Done.")));
        await answers.Console.Sam.UntilAsync(run, "Completed");
        Assert.Contains("RF-4242", (await answers.Console.Sam.GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RF-4242", (await answers.Console.As("olga").GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reviewer_made_of_it_is_the_result()
    {
        var edited = await ProposalAsync();
        (await answers.Console.Rita.EditAsync(edited, new { text = " " })).MustRefuse(422, "validationFailed");
        (await answers.Console.Rita.EditAsync(edited, new { text = "Your refund is booked." })).Must(200);
        Assert.Equal("Your refund is booked.", (await RunAsync(edited)).Text("result"));

        var replaced = await ProposalAsync();
        (await answers.Console.Rita.DecideAsync(replaced, new { decision = "respond", argumentsHash = replaced.Text("argumentsHash"), viewHash = replaced.Text("viewHash"), result = "We will call you." })).Must(200);
        Assert.Equal("We will call you.", (await RunAsync(replaced)).Text("result"));
    }

    [Fact]
    public async Task A_rejected_answer_is_no_result()
    {
        var proposal = await ProposalAsync();
        (await answers.Console.Rita.RejectAsync(proposal, "there is no such refund")).Must(200);
        var run = await RunAsync(proposal);
        Assert.Equal(("Failed", "A person rejected the answer. there is no such refund"), (run.Text("status"), run.Text("result")));
    }

    [Fact]
    public async Task An_answer_that_is_sent_back_is_written_anew()
    {
        var task = answers.Model.On("Where is my refund?", Reply.Says(Invented), Reply.Says("I cannot see your refund."));
        var proposal = await answers.Console.Rita.ProposalOfAsync(await answers.Console.Sam.StartRunAsync("clerk", task));
        (await answers.Console.Rita.DecideAsync(proposal, new { decision = "revise", argumentsHash = proposal.Text("argumentsHash"), viewHash = proposal.Text("viewHash"), reason = "name no refund" })).Must(200);
        Assert.Equal("I cannot see your refund.", (await answers.Console.Sam.UntilAsync(proposal.Text("runId"), "Completed")).Text("result"));
        var told = answers.Model.RequestsFor(task)[^1].Messages[^1];
        Assert.Equal("user", told.Text("role"));
        Assert.Contains("name no refund", told.GetProperty("content").GetRawText(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ProposalAsync() => await answers.Console.Rita.ProposalOfAsync(await answers.Console.Sam.StartRunAsync("clerk", answers.Model.On("Where is my refund?", Reply.Says(Invented))));

    private async Task<JsonElement> RunAsync(JsonElement proposal) => (await answers.Console.Sam.GetAsync($"/api/runs/{proposal.Text("runId")}")).Must(200);
}
