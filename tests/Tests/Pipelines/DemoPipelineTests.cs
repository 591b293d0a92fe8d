using System.Collections.Concurrent;
using System.Text.Json;
using ApprovalConsole.SampleDesk;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Pipelines;

/// <summary>The desk's two pipelines, as a newcomer meets them: over HTTP and in the browser.</summary>
public sealed class DemoPipelineTests(Browser browser)
{
    private const string Differs = """{"ticket_id":"T-1011","text":"Invoice INV-9 for order #W881: 99.00 USD"}""";

    [Fact]
    public async Task They_end_by_themselves_where_nothing_is_in_doubt_and_ask_where_something_is()
    {
        await using var demo = await DemoConsole.StartAsync();
        var (sam, rita) = (demo.Process.Sam, demo.Process.Rita);
        foreach (var (pipeline, result) in new[] { ("ticket-triage", "Ticket T-1013: care"), ("invoice-intake", "Invoice INV-2207: as ordered") })
        {
            var id = (await sam.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray().Single(r => r.Text("agent") == pipeline).Text("id");
            var ended = await sam.UntilAsync(id, "Completed");
            Assert.Equal(("pipeline", result), (ended.Text("kind"), ended.Text("result")));

            // What it did is taken back as an agent's deeds are, though the flow names no tool that does.
            await sam.UntilAsync((await sam.PostAsync($"/api/runs/{id}/undo", "{}")).Must(202).Text("id"), "Completed");
        }

        // Bad input is told what would be right.
        Assert.Contains("must be JSON", (await StartAsync(sam, "ticket-triage", "T-1016")).Must(422).Text("title"), StringComparison.Ordinal);
        Assert.Contains("/ticket_id", (await StartAsync(sam, "ticket-triage", """{"ticket":"T-1016"}""")).Must(422).Text("title"), StringComparison.Ordinal);

        var run = (await StartAsync(sam, "invoice-intake", Differs)).Must(201).Text("id");
        var question = await rita.ProposalOfAsync(run);
        Assert.Equal("console.choose", question.Text("tool"));
        (await AnswerAsync(rita, question, "approve", null)).Must(422);
        (await AnswerAsync(rita, question, "revise", null)).Must(422);
        Assert.Contains("the invoice, the order, neither", (await AnswerAsync(rita, question, "respond", "both")).Must(422).Text("title"), StringComparison.Ordinal);
        (await AnswerAsync(rita, question, "respond", "neither")).Must(200);
        await sam.UntilAsync(run, "Completed");

        var watch = (await StartAsync(sam, SampleRuns.Watch.Agent, SampleRuns.Watch.Input)).Must(201).Text("id");
        (await AnswerAsync(rita, await rita.ProposalOfAsync(watch), "respond", "ask the carrier")).Must(200);
        Assert.Equal("#W902: ask the carrier", (await sam.UntilAsync(watch, "Completed")).Text("result"));

        // Its definition can be looked at before any run is started, with every kind of node that there is in one of them.
        var all = (await sam.GetAsync("/api/pipelines")).Must(200).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([("invoice-intake", "C#"), ("parcel-watch", "parcel-watch.yaml"), ("ticket-triage", "ticket-triage.yaml")], all.Select(p => (p.Text("name"), p.TryGetProperty("file", out var file) ? file.GetString()! : "C#")));
        Assert.Equal(["ask", "askPerson", "call", "choose", "forEach", "parallel", "repeat", "value", "wait"], all.SelectMany(p => p.GetProperty("nodes").EnumerateArray()).SelectMany(Within).Select(n => n.Text("kind")).Where(k => k is not ("end" or "fail")).Distinct().Order(StringComparer.Ordinal));
        Assert.All(all, p => Assert.Empty(p.GetProperty("faults").EnumerateArray()));

        var flow = (await sam.GetAsync($"/api/runs/{run}/flow")).Must(200);
        Assert.Equal(["read done", "kind done", "done done"], flow.GetProperty("nodes").EnumerateArray().Select(n => $"{n.Text("id")} {n.Text("state").ToLowerInvariant()}"));
        var agents = (await sam.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray().First(r => r.Text("agent") == "desk").Text("id");
        (await sam.GetAsync($"/api/runs/{agents}/flow")).Must(404);
    }

    [Fact]
    public async Task A_question_is_answered_by_a_digit_and_the_flow_shows_where_the_run_stands()
    {
        await using var demo = await DemoConsole.StartAsync();
        var run = (await StartAsync(demo.Process.Sam, "invoice-intake", Differs)).Must(201).Text("id");
        var question = (await demo.Process.Rita.ProposalOfAsync(run)).Text("id");
        var faults = new ConcurrentBag<string>();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");

        await page.GotoAsync($"/runs/{run}");
        await Expect(page.Locator("[data-node=which] > .box")).ToContainTextAsync("waits for a person");
        await Expect(page.Locator("[data-node=which] > .box")).ToHaveAttributeAsync("aria-current", "step");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "What the agent did" }).ClickAsync();
        await Expect(page.Locator(".asked")).ToContainTextAsync("INV-9");
        await Axe.CheckAsync(page, faults);

        await page.GotoAsync($"/inbox/{question}");
        await Expect(page.Locator("[data-key='2']")).ToBeEnabledAsync();
        await Expect(page.Locator(".card")).ToContainTextAsync("? Question");
        await Expect(page.Locator("[data-key=a]")).ToHaveCountAsync(0);
        await Axe.CheckAsync(page, faults);
        await page.WaitForTimeoutAsync(1500); // as long as a person reads
        await page.Keyboard.PressAsync("2");
        var ended = await demo.Process.Sam.UntilAsync(run, "Completed");
        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults));
        Assert.Equal("Invoice INV-9: the order", ended.Text("result"));
        await page.GotoAsync("/runs");
        await Expect(page.Locator($"a[href='/runs/{run}'] [aria-label=pipeline]")).ToBeVisibleAsync();
    }

    private static IEnumerable<JsonElement> Within(JsonElement node) => node.GetProperty("parts").EnumerateArray().SelectMany(p => p.GetProperty("nodes").EnumerateArray()).SelectMany(Within).Prepend(node);

    private static Task<Answer> StartAsync(Caller sam, string pipeline, string input) => sam.PostAsync("/api/runs", JsonSerializer.Serialize(new
    {
        agent = pipeline, input, onBehalfOf = new { subject = "ana.ruiz", permissions = new[] { "*" }, attributes = new { customer_id = "77" } },
    }));

    private static Task<Answer> AnswerAsync(Caller rita, JsonElement question, string decision, string? answer) => rita.PostAsync($"/api/proposals/{question.Text("id")}/decision", JsonSerializer.Serialize(new
    {
        decision, argumentsHash = question.Text("argumentsHash"), viewHash = question.Text("viewHash"), reason = "because", result = answer is null ? null : new { answer },
    }));
}
