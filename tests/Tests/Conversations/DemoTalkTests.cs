using ApprovalConsole.SampleDesk;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>The demo's agent that talks, offline.</summary>
public sealed class DemoTalkTests
{
    [Fact]
    public async Task It_asks_which_order_refunds_it_once_a_person_approved_and_answers_what_is_asked_next()
    {
        await using var demo = await DemoConsole.StartAsync();
        var sam = demo.Process.Sam;
        var talk = SampleRuns.Talk;
        var id = (await sam.PostAsync("/api/runs", new { agent = talk.Agent, input = talk.Input, onBehalfOf = new { subject = talk.Subject, permissions = talk.Permissions, attributes = talk.Attributes } })).Must(201).Text("id");
        Assert.StartsWith("Which order is it?", (await sam.UntilAsync(id, "AwaitingInput")).GetProperty("questions")[0].Text("text"), StringComparison.Ordinal);

        (await sam.PostAsync($"/api/runs/{id}/messages", new { text = "#W881, refund 20 please" })).Must(202);
        var waits = await sam.UntilAsync(id, "AwaitingDecision");
        var proposal = (await demo.Process.Rita.GetAsync($"/api/proposals/{waits.GetProperty("pendingProposals")[0].GetString()}")).Must(200);
        Assert.Equal(("#W881", 20m), (proposal.GetProperty("arguments").Text("order_id"), proposal.GetProperty("arguments").GetProperty("amount").GetDecimal()));
        (await demo.Process.Rita.ApproveAsync(proposal)).Must(200);
        var refunded = await sam.UntilAsync(id, "AwaitingInput");
        Assert.Contains(20m, demo.RefundsOf("#W881"));

        (await sam.PostAsync($"/api/runs/{id}/messages", new { text = "And where is #W640?" })).Must(202);
        await Until.TrueAsync(async () => (await sam.GetAsync($"/api/runs/{id}")).Must(200).Text("result") is { } now && now != refunded.Text("result") && now.Contains("#W640", StringComparison.Ordinal), () => "no second answer");
    }
}
