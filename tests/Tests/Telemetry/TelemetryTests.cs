using System.Text;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Telemetry;

/// <summary>What a collector gets: the conventions' names and ours, links over the wait for people, and nothing that anybody wrote.</summary>
public sealed class TelemetryTests
{
    private const string Marker = "mark7391er";

    /// <summary>Of OpenTelemetry's conventions for generative AI, as published.</summary>
    private static readonly string[] Published =
    [
        "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.request.max_tokens", "gen_ai.response.finish_reasons", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
        "gen_ai.usage.cache_read.input_tokens", "gen_ai.agent.name", "gen_ai.conversation.id", "gen_ai.tool.name", "gen_ai.tool.call.id", "gen_ai.tool.type", "error.type",
        "openai.api.type", // of the conventions for OpenAI: its client says which of its interfaces was asked
    ];

    private static readonly (string Name, string Value)[] OftenEnough = [("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("COLLECTOR_KEY", $"key of {Marker}x")];

    [Fact]
    public async Task Names_are_the_published_ones_a_resumed_run_links_to_what_asked_and_nothing_that_anybody_wrote_goes_out()
    {
        using var folder = new TempFolder();
        await using var collector = await Collector.StartAsync();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"), TestTools.Echo("look"), TestTools.Fails("fail"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint, null, ("ApiKey", $"key-{Marker}")).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.look", "ReadOnly").Tool("box.fail", "Reversible").Tool("box.write", "Irreversible").With("Budgets", "month", new() { ["LimitUsd"] = 100 });
        settings.Root["Telemetry"] = new JsonObject { ["Otlp"] = new JsonObject { ["Endpoint"] = collector.Endpoint.ToString(), ["Headers"] = new JsonObject { ["x-key"] = "env:COLLECTOR_KEY" } } };
        var file = folder.Write("settings.json", settings.ToString());
        var input = model.On(Marker, a => a.Turn switch
        {
            0 => Reply.Calls(("look", $$"""{"text":"look {{Marker}}"}"""), ("fail", $$"""{"text":"fail {{Marker}}"}""")),
            1 => Reply.Calls(("write", $$"""{"text":"write {{Marker}}"}""")),
            _ => Reply.Says($"done with {Marker}"),
        });
        string run;
        await using (var first = await ConsoleProcess.StartAsync(file, OftenEnough, TestContext.Current.CancellationToken))
        {
            run = await first.Sam.StartRunAsync("clerk", input);
            await first.Rita.ProposalOfAsync(run);
            await Until.TrueAsync(() => Task.FromResult(collector.Spans.Any(s => s.Name == "invoke_agent clerk")), () => $"no span of the run\n{first.Output}");
            await first.Kill9Async();
        }

        await using (var next = await ConsoleProcess.StartAsync(file, OftenEnough, TestContext.Current.CancellationToken))
        {
            (await next.Rita.ApproveAsync(await next.Rita.ProposalOfAsync(run))).Must(200);
            await next.Rita.UntilAsync(run, "Completed");
            await Until.TrueAsync(() => Task.FromResult(collector.Spans.Count(s => s.Name == "invoke_agent clerk") == 2 && collector.Spans.Any(s => s.Name == "execute_tool box.write")), () => $"no span after the wait\n{next.Output}");
            await Until.TrueAsync(() => Task.FromResult(Ours.All(collector.Metrics.ContainsKey)), () => $"only {string.Join(", ", collector.Metrics.Keys.Order())}");
        }

        var spans = collector.Spans.Where(s => s.Attributes.ContainsKey("gen_ai.operation.name")).ToList();
        var (asked, resumed) = (spans.First(s => s.Name == "invoke_agent clerk"), spans.Last(s => s.Name == "invoke_agent clerk"));
        Assert.Equal((1UL, run), (asked.Kind, asked.Attributes["gen_ai.conversation.id"]));
        Assert.NotEqual(asked.Trace, resumed.Trace);
        Assert.Contains(asked.Id, resumed.Links);
        var sent = Assert.Single(spans, s => s.Name == "execute_tool box.write");
        Assert.Equal(resumed.Id, sent.Parent);
        Assert.Contains(asked.Id, sent.Links);
        Assert.Equal(3, spans.Count(s => s is { Name: "chat m-large", Kind: 3 } && s.Attributes["gen_ai.provider.name"] == "openai"));
        Assert.Equal("toolError", spans.Single(s => s.Name == "execute_tool box.fail").Attributes["error.type"]);
        Assert.DoesNotContain(spans.SelectMany(s => s.Attributes.Keys), name => !Published.Contains(name) && !name.StartsWith("approvalconsole.", StringComparison.Ordinal));
        Assert.Equal(("{token}", "s"), (collector.Metrics["gen_ai.client.token.usage"], collector.Metrics["gen_ai.client.operation.duration"]));
        Assert.All(collector.Keys, key => Assert.Equal($"key of {Marker}x", key));

        var marker = Encoding.UTF8.GetBytes(Marker);
        Assert.DoesNotContain(collector.Bodies, body => body.AsSpan().IndexOf(marker) >= 0);
        Assert.DoesNotContain(collector.Bodies, body => new[] { "kim", "rita", "demo-" }.Any(word => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0));
        Assert.Contains(collector.Bodies, body => body.AsSpan().IndexOf("box.write"u8) >= 0); // what is looked for so would be found
    }

    private static readonly string[] Ours =
    [
        "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.execute_tool.duration", "approvalconsole.journal.commit.duration", "approvalconsole.decisions", "approvalconsole.proposals.pending",
        "approvalconsole.proposals.oldest_pending.age", "approvalconsole.calls.outcome_unknown", "approvalconsole.gate.holds", "approvalconsole.budget.spent_share", "approvalconsole.deliveries.late",
    ];
}
