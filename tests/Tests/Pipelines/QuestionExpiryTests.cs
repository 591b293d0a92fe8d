using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Pipelines;

/// <summary>Nobody answers a pipeline's question in time: that is never an answer, and the run says so, or goes where its flow says.</summary>
public sealed class QuestionExpiryTests
{
    private const string Asks = """
        nodes:
          - { id: which, askPerson: "Which?", answers: [left, right], within: PT1S }
        result: "{/which/answer}"
        """;

    private const string GoesOn = """
        nodes:
          - id: which
            askPerson: "Which?"
            answers: [left, right]
            within: PT1S
            otherwise: [{ id: none, value: "{/which/error/code}" }]
        result: "so: {/which}"
        """;

    [Fact]
    public async Task A_question_that_expires_fails_the_run_or_leads_where_the_flow_says_and_no_later_answer_counts()
    {
        using var folder = new TempFolder();
        var settings = new ConsoleSettings(folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).Agent("clerk", []);
        foreach (var (name, flow) in new[] { ("asks", Asks), ("goes-on", GoesOn) }) settings.With("Pipelines", name, new JsonObject { ["File"] = folder.Write($"{name}.yaml", flow) });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        foreach (var (name, status, result) in new[] { ("asks", "Failed", "The pipeline failed. which: the question to a person was expired: nobody answered in time"), ("goes-on", "Completed", "so: expired") })
        {
            var run = await console.Sam.StartRunAsync(name, "go");
            var ended = await console.Sam.UntilAsync(run, status);
            Assert.Equal(result, ended.Text("result"));
            var question = (await console.Rita.GetAsync("/api/proposals?status=Expired&take=200")).Must(200).GetProperty("items").EnumerateArray().Single(p => p.Text("runId") == run);
            (await console.Rita.DecideAsync(question, new { decision = "respond", argumentsHash = question.Text("argumentsHash"), viewHash = question.Text("viewHash"), result = new { answer = "left" } })).MustRefuse(409, "expired");
            Assert.Equal((status, result), ((await console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("status"), ended.Text("result")));
            Assert.Contains("proposal.expired.v1", (await console.Sam.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetRawText(), StringComparison.Ordinal);
        }
    }
}
