using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Pipelines;

/// <summary>kill -9 within a pipeline, between its nodes and inside of them, with branches side by side and a loop; and a deployment with another definition in between.</summary>
public sealed class PipelineCrashTests
{
    private const string Flow = """
        nodes:
          - id: both
            parallel:
              - name: slow
                do: [{ id: stamp, call: box.slow_stamp, with: { text: "{/input/text}-stamp" } }]
              - name: loop
                do:
                  - id: each
                    forEach: "{/input/items}"
                    as: item
                    atMost: 5
                    do:
                      - { id: look, call: box.look, with: { text: "{/input/text}-{/item}" } }
                      - { id: note, call: box.note, with: { text: "{/input/text}-note-{/item}" } }
          - id: sort
            ask: clerk
            question: "{/input/text}: which?"
            answers: [left, right]
            atLeast: 0.5
          - id: write
            call: box.write
            with: { text: "{/input/text}-{/sort/answer}" }
        input: { type: object, properties: { text: { type: string }, items: { type: array, items: { type: integer } } }, required: [text, items], additionalProperties: false }
        result: "{/sort/answer}"
        """;

    [Fact]
    public async Task Killed_in_a_branch_in_a_loop_before_a_question_and_before_a_decision_nothing_is_lost_and_nothing_done_twice()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("note"), TestTools.Echo("write"), TestTools.Waits("slow_stamp", _ => mayAnswer.Task));
        var file = folder.Write("flow.yaml", Flow);
        var settings = folder.Write("settings.json", new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", [])
            .Tool("box.look", "ReadOnly").Tool("box.note", "Reversible").Tool("box.slow_stamp", "Reversible").With("Pipelines", "flow", new JsonObject { ["File"] = file }).ToString());
        var text = $"t{Guid.NewGuid():N}"[..12];
        model.WhenAsked($"{text}: which?", Reply.Calls(("decide", """{"answer":"left","confidence":0.9,"reason":"So."}""")));

        var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        try
        {
            var run = await console.Sam.StartRunAsync("flow", $$"""{"text":"{{text}}","items":[1,2,3]}""");
            await Until.TrueAsync(() => Task.FromResult(tools.CallsWith($"{text}-stamp") == 1 && tools.CallsWith($"{text}-note-2") == 1), () => "the branches never ran side by side");
            await RestartAsync();

            // In the middle of a write: nobody knows, nothing else is begun, and a person says what happened.
            var unknown = await console.Sam.UntilAsync(run, "OutcomeUnknown");
            Assert.Equal(0, tools.CallsWith($"{text}-left"));
            mayAnswer.TrySetResult();
            foreach (var call in unknown.GetProperty("unknownCalls").EnumerateArray().Select(c => c.GetString()))
                (await console.Ada.PostAsync($"/api/calls/{call}/outcome", """{"outcome":"happened","note":"seen in the box"}""")).Must(200);

            // Another definition is deployed: the run goes on as it began.
            await File.WriteAllTextAsync(file, Flow.Replace("box.write", "box.note", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var proposal = await console.Rita.ProposalOfAsync(run);
            await RestartAsync();

            Assert.Equal(proposal.Text("id"), (await console.Rita.ProposalOfAsync(run)).Text("id"));
            (await console.Rita.ApproveAsync(proposal)).Must(200);
            await console.Sam.UntilAsync(run, "Completed");
            Assert.Equal("left", (await console.Sam.GetAsync($"/api/runs/{run}")).Must(200).Text("result"));
            foreach (var done in new[] { "stamp", "note-1", "note-2", "note-3", "left" }) Assert.Equal(1, tools.CallsWith($"{text}-{done}"));

            // The same again follows the new one, which asks nobody.
            model.WhenAsked($"{text}b: which?", Reply.Calls(("decide", """{"answer":"right","confidence":0.9,"reason":"So."}""")));
            var next = await console.Sam.StartRunAsync("flow", $$"""{"text":"{{text}}b","items":[]}""");
            await console.Sam.UntilAsync(next, "Completed");
            Assert.True((await console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
        }
        finally
        {
            await console.DisposeAsync();
        }

        async Task RestartAsync()
        {
            await console.Kill9Async();
            await console.DisposeAsync();
            console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        }
    }
}
