using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Models;

/// <summary>Look-ups that do not need each other are under way at the same time, and the model reads their results in the order in which it asked.</summary>
public sealed class ParallelTests
{
    private const int Calls = 5;

    [Fact]
    public async Task Five_looks_of_a_step_are_all_out_at_once_and_their_results_stand_in_the_models_order()
    {
        using var folder = new TempFolder();
        var meeting = new Meeting();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Waits("look", meeting.AttendAsync));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly");
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        var asks = Enumerable.Range(0, Calls).Select(n => ("look", $$"""{"text":"{{n}}"}""")).ToArray();
        var input = model.On("five at once", Reply.Calls(asks), Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");

        Assert.Equal(Calls, meeting.MostAtOnce);
        Assert.Equal(Enumerable.Range(0, Calls).Select(n => $"done: {n}"),
            model.RequestsFor(input)[1].ToolAnswers.Select(a => JsonElement.Parse(a).GetProperty("result").GetString()));
        Assert.Equal(["4", "3", "2", "1", "0"], meeting.Leaving);
    }

    /// <summary>Nobody leaves before everybody is there; then the last one in the model's order leaves first.</summary>
    private sealed class Meeting
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource[] _left = [.. Enumerable.Range(0, Calls).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

        public int MostAtOnce { get; private set; }

        public List<string> Leaving { get; } = [];

        public async Task AttendAsync(JsonElement arguments)
        {
            var text = arguments.Text("text");
            var n = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            lock (_lock)
            {
                if (++MostAtOnce == Calls) _complete.SetResult();
            }

            await _complete.Task;
            if (n < Calls - 1) await _left[n + 1].Task;
            Leaving.Add(text);
            _left[n].SetResult();
        }
    }
}
