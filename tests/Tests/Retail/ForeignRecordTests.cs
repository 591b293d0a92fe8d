using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Who asks for what is not theirs must not learn whether it exists, nor how it stands.</summary>
public sealed class ForeignRecordTests(ITestOutputHelper output) : IAsyncLifetime
{
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
    public async Task A_model_is_told_the_same_of_a_foreign_record_as_of_one_that_does_not_exist()
    {
        var (pairs, differing) = (0, new List<string>());
        foreach (var (task, action) in _files.Tasks.Take(40).SelectMany(t => t.Actions.Select(a => (t, a))))
        {
            var scene = new Scene(_shop.Shop, task, action, _files.Tools.Single(t => t.Name == action.Tool), pairs);
            foreach (var name in new[] { "order_id", "user_id", "email" }.Where(scene.Has))
            {
                var nobodys = ImplausibleCalls.Of(scene).First(c => c.Kind == "id that does not exist");
                var foreign = ForeignCalls.Of(scene).First();
                var (a, b) = (await ToldAsync(nobodys, task.UserId), await ToldAsync(foreign, task.UserId));
                pairs++;
                if (a != b) differing.Add($"{action.Tool} {name}: {a} | {b}");
            }
        }

        output.WriteLine($"{pairs} pairs, {differing.Count} told apart");
        foreach (var line in differing.Distinct().Take(5)) output.WriteLine(line);
        Assert.True(pairs > 100, $"only {pairs}");
        Assert.Empty(differing);
    }

    private async Task<string> ToldAsync(CorruptedCall call, string userId)
    {
        var verdict = await _gate.ValidateAsync(call.Tool, call.Arguments, userId);
        Assert.False(verdict.MayGo);
        return string.Join("; ", ModelAnswer.Told(verdict.Validation.Findings).Select(f => $"{f.Layer} {f.Path} {f.Code} {f.Message} {f.Allowed}"));
    }
}
