using System.Text.Json;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The corrupted calls are what they claim to be.</summary>
public sealed class CorruptionTests(ITestOutputHelper output)
{
    [Fact]
    public void The_same_seed_makes_the_same_calls()
    {
        var files = RetailFiles.Found();
        Assert.Equal(Made(files).Select(m => m.Call), Made(files).Select(m => m.Call));
        foreach (var kind in Made(files).GroupBy(m => m.Call.Kind)) output.WriteLine($"{kind.Key}: {kind.Count()}");
    }

    /// <summary>Of a call that only its owner makes wrong, the shop itself sees nothing: without the gate it would be done.</summary>
    [Fact]
    public void The_shop_would_do_what_is_only_somebody_elses()
    {
        var files = RetailFiles.Found();
        var (done, all) = (0, 0);
        foreach (var (shop, call) in Made(files).Where(m => m.Call.Kind is "another user" or "search for another user" or "order of another user" && m.Call.Tool.StartsWith("get_", StringComparison.Ordinal)))
        {
            all++;
            shop.Call(call.Tool, JsonElement.Parse(call.Arguments));
            done++;
        }

        Assert.True(all > 200, $"only {all}");
        Assert.Equal(all, done);
    }

    private static IEnumerable<(Shop Shop, CorruptedCall Call)> Made(RetailFiles files)
    {
        var shop = Shop.Open(files);
        foreach (var scene in files.Tasks.SelectMany(t => t.Actions.Select((a, i) => new Scene(shop, t, a, files.Tools.Single(x => x.Name == a.Tool), i))))
            foreach (var call in MisshapenCalls.Of(scene).Concat(ImplausibleCalls.Of(scene)).Concat(ForeignCalls.Of(scene)))
                yield return (shop, call);
    }
}
