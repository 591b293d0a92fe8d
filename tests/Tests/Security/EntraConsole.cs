using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Security;

/// <summary>A console process that signs people in with a tenant on loopback: agent <c>clerk</c> with <c>box.write</c> (irreversible) and <c>box.wipe</c> (critical).</summary>
internal sealed class EntraConsole : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<HttpClient> _clients = [];
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private Func<Task<ConsoleProcess>> _startNode = () => throw new InvalidOperationException("It is alone.");

    public FakeEntra Entra { get; private set; } = null!;

    public ConsoleProcess Process { get; private set; } = null!;

    /// <param name="mode"><c>Entra</c>, or <c>Oidc</c> with the same issuer.</param>
    /// <param name="isNode">One node of a cluster, which believes the proxy before it: see <see cref="StartAnotherAsync"/>.</param>
    public static async Task<EntraConsole> StartAsync(string mode = "Entra", JsonObject? signIn = null, bool isNode = false)
    {
        var console = new EntraConsole();
        var entra = console.Entra = await FakeEntra.StartAsync(console._folder);
        entra.Add("rita", "Reviewer");
        entra.Add("remy", "Reviewer");
        entra.Add("ada", "Admin");
        entra.Add("guest");
        console._model = await FakeOpenAI.StartAsync();
        console._tools = await ToolServer.StartAsync(TestTools.Echo("write"), TestTools.Echo("wipe"));
        var settings = new ConsoleSettings(console._folder.Path).Model("strong", console._model.Endpoint).McpServer("box", console._tools.Url)
            .Agent("clerk", ["box.*"]).Tool("box.write", "Irreversible").Tool("box.wipe", "Critical", new JsonObject { ["Decisive"] = new JsonArray("/text") });
        var authentication = signIn ?? [];
        authentication["Mode"] = mode;
        authentication["ConfirmWithin"] ??= "00:00:04"; // so that nobody waits a minute for a test
        authentication["MayAssert"] = new JsonObject { [FakeEntra.Application] = new JsonObject { ["Subjects"] = new JsonArray("kim"), ["Permissions"] = new JsonArray("*") } };
        authentication["OnBehalfOf"] = new JsonObject { ["Authority"] = $"{entra.Address}{FakeEntra.Tenant}/v2.0", ["Audience"] = FakeEntra.Client };
        if (mode == "Oidc") authentication["Oidc"] = new JsonObject
        {
            ["Authority"] = $"{entra.Address}{FakeEntra.Tenant}/v2.0", ["ClientId"] = FakeEntra.Client, ["ClientSecret"] = FakeEntra.Secret,
            ["Roles"] = new JsonObject { ["approvers"] = new JsonArray("Reviewer"), ["apps"] = new JsonArray("Operator") },
        };
        settings.Root["Authentication"] = authentication;
        if (mode == "Entra") settings.Root["AzureAd"] = new JsonObject
        {
            ["Instance"] = entra.Address.ToString(), ["TenantId"] = FakeEntra.Tenant, ["ClientId"] = FakeEntra.Client, ["ClientSecret"] = FakeEntra.Secret, ["Audience"] = FakeEntra.Client,
        };
        (string, string)[] environment = [("SSL_CERT_FILE", entra.CertificateFile)];
        if (!isNode)
        {
            console.Process = await ConsoleProcess.StartAsync(console._folder.Write("settings.json", settings.ToString()), environment, TestContext.Current.CancellationToken);
            return console;
        }

        settings.Root["Storage"] = TestStore.JsonOf(TestStore.PostgreSqlOptionsOf(console._folder.Path));
        settings.Root["Cluster"] = new JsonObject { ["Enabled"] = true };
        var file = console._folder.Write("settings.json", settings.ToString());
        console._startNode = () => ConsoleProcess.StartAsync(file, [.. environment, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")], TestContext.Current.CancellationToken, "--Cluster:Port", $"{Cluster.Nodes.FreePort()}");
        console.Process = await console._startNode();
        return console;
    }

    /// <summary>Another node of its cluster.</summary>
    public Task<ConsoleProcess> StartAnotherAsync() => _startNode();

    /// <summary>Whoever holds the token.</summary>
    public Caller With(string token)
    {
        var http = new HttpClient { BaseAddress = Process.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(http);
        return new(http);
    }

    /// <summary>A run that waits for people to let a call go.</summary>
    /// <param name="onBehalfOf">Null: kim.</param>
    public async Task<System.Text.Json.JsonElement> ProposalAsync(string tool, object? onBehalfOf = null)
    {
        var input = _model.On($"please {tool} hello {Guid.NewGuid():N}", Reply.Calls((tool, """{"text":"hello"}""")), Reply.Says("done"));
        var program = With(Entra.ApplicationToken("Operator"));
        var run = onBehalfOf is null ? await program.StartRunAsync("clerk", input) : (await program.PostAsync("/api/runs", new { agent = "clerk", input, onBehalfOf })).Must(201).Text("id");
        return await With(Entra.AccessToken("rita")).ProposalOfAsync(run);
    }

    /// <summary>Signs in by the provider's page and comes back to where one wanted to go.</summary>
    public static async Task<IPage> SignInAsync(IBrowserContext context, string person, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Button, new() { Name = person, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".bar .person")).ToContainTextAsync(person);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        foreach (var client in _clients) client.Dispose();
        await Entra.DisposeAsync();
        await _model.DisposeAsync();
        await _tools.DisposeAsync();
        _folder.Dispose();
    }
}
