using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Models;

/// <summary>One console for all tests of a class: for each of <c>dead</c>, <c>silent</c> and <c>short</c> an agent that has nobody else, <c>short-only</c>, and one whose next is <c>strong</c>, <c>short-first</c>.</summary>
public sealed class FallingModels : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal FakeOpenAI Fake { get; private set; } = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Fake = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Fake.Endpoint).Model("dead", new("http://127.0.0.1:9/v1"))
            .With("Models", "silent", ModelOf("m-silent", ("Silence", "00:00:01"))).With("Models", "short", ModelOf("m-short", ("MaxOutputTokens", 20), ("CacheHints", true)));
        foreach (var first in new[] { "dead", "silent", "short" })
        {
            settings.Agent($"{first}-first", [], routes: new JsonObject { ["act"] = new JsonArray(first, "strong") });
            settings.Agent($"{first}-only", [], routes: new JsonObject { ["act"] = first });
        }

        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        if (Fake is not null) await Fake.DisposeAsync();
        _folder.Dispose();
    }

    private JsonObject ModelOf(string model, params (string Key, JsonNode Value)[] more)
    {
        var settings = new JsonObject { ["Provider"] = "OpenAI", ["Endpoint"] = Fake.Endpoint.ToString(), ["Model"] = model };
        foreach (var (key, value) in more) settings[key] = value;
        return settings;
    }
}
