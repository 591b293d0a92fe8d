using System.Net.Http.Headers;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>The console's API and works on a real port and a real file, with a model and tools that cost nothing.</summary>
internal sealed class BenchmarkConsole : IAsyncDisposable
{
    /// <summary>The event that says that a run waits.</summary>
    public const string Proposed = "proposal.made.v1";

    /// <summary>Settings that whoever starts one lays into its folder, besides its own.</summary>
    public const string MoreSettings = "more.json";

    private const int MostReviewers = 64;

    private static readonly string Reviewers = string.Concat(Enumerable.Range(1, MostReviewers).Select(n => $$"""
        , { "Name": "rev{{n}}", "Roles": ["Reviewer"], "ApiKey": "{{ReviewerKey(n)}}" }
        """));

    private static readonly string Settings = $$$"""
        {
          "Authentication": { "Local": { "Users": [
            { "Name": "op", "Roles": ["Operator"], "ApiKey": "op-key" }, { "Name": "rev", "Roles": ["Reviewer"], "ApiKey": "rev-key" },
            { "Name": "second", "Roles": ["Reviewer"], "ApiKey": "second-key" }, { "Name": "support", "Roles": ["Support"], "ApiKey": "support-key" }{{{Reviewers}}} ] } },
          "Agents": { "desk": { "Instructions": "{{{OrderTexts.Instructions}}}", "Tools": ["bench.*"] } },
          "Tools": {
            "bench.lookup_order": { "Reversibility": "ReadOnly" },
            "bench.refund": { "Reversibility": "Irreversible", "Title": "Refund {/amount} on {/orderId}", "Decisive": ["/amount", "/orderId"] } }
        }
        """;

    private readonly WebApplication _app;

    private BenchmarkConsole(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        (Operator, Reviewer) = (ClientOf(Address, "op-key"), ClientOf(Address, "rev-key"));
    }

    public Uri Address { get; }

    public HttpClient Operator { get; }

    public HttpClient Reviewer { get; }

    /// <summary>The key of one of many reviewers, from 1.</summary>
    public static string ReviewerKey(int n) => $"rev{n}-key";

    public long Commits => _app.Services.GetRequiredService<JournalWriter>().Commits;

    public IServiceProvider Services => _app.Services;

    public static async Task<BenchmarkConsole> StartAsync(string folder, IReadOnlyList<AIFunction> tools, IChatClient? model = null, params (string Key, string Value)[] settings)
    {
        var path = Path.Combine(folder, "settings.json");
        await File.WriteAllTextAsync(path, Settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "console.db")}";
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        var files = new SettingsFiles([path, Path.Combine(folder, MoreSettings)]);
        builder.AddConsoleAuthentication(SignInMode.Local);
        builder.Services.AddSingleton(new LocalUsers(files, demo: false));
        builder.Services.AddOrchestrator(builder.Configuration, files, folder, o => o.AddTools("bench", tools).AddModel("instant", model ?? new InstantModel()));
        builder.Services.AddSingleton(s => new AssertionBounds(
            SignInMode.Local, s.GetRequiredService<LocalUsers>(), s.GetRequiredService<ApiKeys>(), new Dictionary<string, MayAssert>()));
        builder.Services.AddSingleton(s => new PrincipalTokens(null, s.GetRequiredService<BackChannels>()));
        builder.Services.AddSingleton<OutsideDoor>();
        builder.AddApi();
        builder.AddWireLimits();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOrderDoor();
        app.MapApi();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Returns when the gate has been tried: until then nothing irreversible goes.</summary>
    public async Task TriedAsync()
    {
        var proof = _app.Services.GetRequiredService<GateProof>();
        while (proof.State is GateState.Proving) await Task.Delay(5);
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        Reviewer.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public static HttpClient ClientOf(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
