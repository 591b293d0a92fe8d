using System.Text.Json;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The gate against the published retail tasks, with the real validation and look-ups over MCP: it lets every right call through, and no
/// corrupted one.</summary>
public sealed class RetailGateTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Validations at a time; each look-up has two seconds, on whatever machine.</summary>
    private const int AtATime = 4;

    private RetailFiles _files = null!;
    private RetailServer _shop = null!;
    private RetailGate _gate = null!;

    public async ValueTask InitializeAsync()
    {
        _files = RetailFiles.Found();
        _shop = await RetailServer.StartAsync(_files);
        _gate = await RetailGate.StartAsync(_shop.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gate is not null) await _gate.DisposeAsync();
        if (_shop is not null) await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Every_right_call_of_every_task_passes_all_layers_but_those_that_are_known_to_err()
    {
        var (passed, knownToErr, falseAlarms) = (0, new List<string>(), new List<string>());
        await PlayAsync(async (scene, action) =>
        {
            var verdict = await _gate.ValidateAsync(action.Tool, action.Arguments.GetRawText(), scene.UserId);
            if (action.ExpectedError is { } error) knownToErr.Add($"{(verdict.MayGo ? "let through" : "caught")}: {error}");
            else if (verdict.MayGo) passed++;
            else falseAlarms.Add($"{action.Tool} {action.Arguments}: {string.Join(" ", verdict.Validation.Findings)}");
        });

        output.WriteLine($"{passed} right calls passed, {falseAlarms.Count} false alarms; of {knownToErr.Count} known to err:");
        foreach (var line in knownToErr.CountBy(k => k)) output.WriteLine($"{line.Value} {line.Key}");
        Assert.Empty(falseAlarms);
        Assert.Equal((532, 18), (passed, knownToErr.Count));
        Assert.DoesNotContain(_shop.Calls, IsWrite);
    }

    [Fact]
    public async Task Every_corrupted_call_is_caught_before_the_tool_by_the_layer_that_must_object()
    {
        var catches = new Catches();
        await PlayAsync(
            (scene, _) => CatchAsync(catches, scene.UserId, [.. MisshapenCalls.Of(scene), .. ImplausibleCalls.Of(scene), .. ForeignCalls.Of(scene)]),
            // Done once, the same call again does not fit the order's state any more.
            (scene, _) => OrderDeed.Is(scene.Tool) && !OrderDeed.IsAllowed(scene.Tool, scene.Order!)
                ? CatchAsync(catches, scene.UserId, [scene.With("the same deed twice", Objection.Semantic)]) : Task.CompletedTask);

        output.WriteLine($"{catches}{_gate.AskedAgain} validations were asked for again.");
        Assert.True(catches.All.Count > 25_000, $"only {catches.All.Count}");
        Assert.Empty(catches.All.Where(c => c.IsUnchecked).Select(c => c.ToString()));
        Assert.Empty(catches.All.Where(c => !c.IsCaught).Select(c => c.ToString()));
        Assert.Empty(catches.All.Where(c => !c.IsRight).Select(c => c.ToString()));
        Assert.DoesNotContain(_shop.Calls, IsWrite);
    }

    [Fact]
    public async Task What_no_policy_can_say_the_shop_itself_refuses()
    {
        var catches = new Catches();
        var done = new List<string>();
        await PlayAsync((scene, _) =>
        {
            var calls = OnlyTheToolCalls.Of(scene).ToList();
            done.AddRange(calls.Where(c => !IsRefused(scene.Shop, c)).Select(c => $"{c.Kind}: {c.Tool} {c.Arguments}"));
            return CatchAsync(catches, scene.UserId, calls);
        });

        output.WriteLine(catches.ToString());
        Assert.NotEmpty(catches.All);
        Assert.Empty(done);
    }

    /// <summary>The measurement can fail: what one part of the policies guards gets through where that part is missing.</summary>
    [Theory]
    [InlineData("Checks", nameof(Objection.Semantic))]
    [InlineData("Authorization", nameof(Objection.Authorization))]
    [InlineData("Rules", nameof(Objection.Class))]
    public async Task Without_a_part_of_the_policies_what_it_guards_gets_through(string part, string guards)
    {
        var objection = Enum.Parse<Objection>(guards);
        await using var gate = await RetailGate.StartAsync(_shop.Url, without: part);
        var catches = new Catches();
        await PlayAsync((scene, _) => CatchAsync(catches, scene.UserId, [.. ImplausibleCalls.Of(scene).Concat(ForeignCalls.Of(scene)).Where(c => c.MustObject == objection)], gate), tasks: 30);

        output.WriteLine(catches.ToString());
        Assert.Contains(catches.All, c => !c.IsCaught);
    }

    /// <summary>Each task in a fresh shop, its right calls in order, so that state moves on as it did in the published transcripts.</summary>
    private async Task PlayAsync(Func<Scene, RetailAction, Task> before, Func<Scene, RetailAction, Task>? after = null, int tasks = int.MaxValue)
    {
        var seed = 0;
        foreach (var task in _files.Tasks.Take(tasks))
        {
            _shop.Reset();
            foreach (var action in task.Actions)
            {
                var scene = new Scene(_shop.Shop, task, action, _files.Tools.Single(t => t.Name == action.Tool), seed++);
                await before(scene, action);
                Assert.Equal(action.ExpectedError, _shop.Play(action));
                if (after is not null && action.ExpectedError is null) await after(scene, action);
            }
        }
    }

    private Task CatchAsync(Catches catches, string userId, IReadOnlyList<CorruptedCall> calls, RetailGate? gate = null) =>
        Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken },
            async (call, _) => catches.Add(call, await (gate ?? _gate).ValidateAsync(call.Tool, call.Arguments, userId)));

    private static bool IsWrite(Arrived call) => !call.Tool.StartsWith("get_", StringComparison.Ordinal);

    private static bool IsRefused(Shop shop, CorruptedCall call)
    {
        try
        {
            shop.Call(call.Tool, JsonElement.Parse(call.Arguments));
            return false;
        }
        catch (ShopRefusedException)
        {
            return true;
        }
    }
}
