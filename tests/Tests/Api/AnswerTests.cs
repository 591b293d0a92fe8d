using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Final answers over HTTP, of an agent whose answers need evidence.</summary>
public sealed class AnswerTests : IAsyncLifetime
{
    private const string Invented = "Your refund RF-9999 is booked.";

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(TestTools.Echo("look"));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly");
        settings.Root["Agents"]!["clerk"]!["Answer"] = new JsonObject { ["Needs"] = "evidence" };
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_grounded_answer_ends_the_run_by_itself()
    {
        var run = await _console.Sam.StartRunAsync("clerk", _model.On("Where is SO-1001?", Reply.Calls(("look", """{"text":"SO-1001"}""")), Reply.Says("SO-1001 is on its way.")));
        Assert.Equal("SO-1001 is on its way.", (await _console.Sam.UntilAsync(run, "Completed")).Text("result"));
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
        Assert.Contains("RF-9999", (await _console.Sam.GetAsync(events)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RF-9999", (await _console.As("olga").GetAsync(events)).Text, StringComparison.OrdinalIgnoreCase);

        Assert.Equal("Executed", (await _console.Rita.ApproveAsync(proposal)).Must(200).Text("status"));
        var run = await RunAsync(proposal);
        Assert.Equal(("Completed", Invented), (run.Text("status"), run.Text("result")));
    }

    [Fact]
    public async Task What_is_said_beside_a_call_is_withheld_from_the_same_readers()
    {
        var run = await _console.Sam.StartRunAsync("clerk", _model.On("aside", Reply.SaysAndCalls("The secret is RF-4242.", ("look", """{"text":"SO-1001"}""")), Reply.Says("Done.")));
        await _console.Sam.UntilAsync(run, "Completed");
        Assert.Contains("RF-4242", (await _console.Sam.GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RF-4242", (await _console.As("olga").GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reviewer_made_of_it_is_the_result()
    {
        var edited = await ProposalAsync();
        (await _console.Rita.EditAsync(edited, new { text = " " })).MustRefuse(422, "validationFailed");
        (await _console.Rita.EditAsync(edited, new { text = "Your refund is booked." })).Must(200);
        Assert.Equal("Your refund is booked.", (await RunAsync(edited)).Text("result"));

        var replaced = await ProposalAsync();
        (await _console.Rita.DecideAsync(replaced, new { decision = "respond", argumentsHash = replaced.Text("argumentsHash"), viewHash = replaced.Text("viewHash"), result = "We will call you." })).Must(200);
        Assert.Equal("We will call you.", (await RunAsync(replaced)).Text("result"));
    }

    [Fact]
    public async Task A_rejected_answer_is_no_result()
    {
        var proposal = await ProposalAsync();
        (await _console.Rita.RejectAsync(proposal, "there is no such refund")).Must(200);
        var run = await RunAsync(proposal);
        Assert.Equal(("Failed", "A person rejected the answer. there is no such refund"), (run.Text("status"), run.Text("result")));
    }

    [Fact]
    public async Task An_answer_that_is_sent_back_is_written_anew()
    {
        var task = _model.On("Where is my refund?", Reply.Says(Invented), Reply.Says("I cannot see your refund."));
        var proposal = await _console.Rita.ProposalOfAsync(await _console.Sam.StartRunAsync("clerk", task));
        (await _console.Rita.DecideAsync(proposal, new { decision = "revise", argumentsHash = proposal.Text("argumentsHash"), viewHash = proposal.Text("viewHash"), reason = "name no refund" })).Must(200);
        Assert.Equal("I cannot see your refund.", (await _console.Sam.UntilAsync(proposal.Text("runId"), "Completed")).Text("result"));
        var told = _model.RequestsFor(task)[^1].Messages[^1];
        Assert.Equal("user", told.Text("role"));
        Assert.Contains("name no refund", told.GetProperty("content").GetRawText(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ProposalAsync() => await _console.Rita.ProposalOfAsync(await _console.Sam.StartRunAsync("clerk", _model.On("Where is my refund?", Reply.Says(Invented))));

    private async Task<JsonElement> RunAsync(JsonElement proposal) => (await _console.Sam.GetAsync($"/api/runs/{proposal.Text("runId")}")).Must(200);
}
