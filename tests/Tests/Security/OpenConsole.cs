using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Security;

/// <summary>The console inside this process, on a real port: for looking at what it is made of. One person for each role, and <c>nobody</c> with none.</summary>
public sealed class OpenConsole : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplicationFactory<Program> _console = null!;

    internal IEnumerable<EndpointDataSource> Endpoints => _console.Services.GetServices<EndpointDataSource>();

    internal IServiceProvider Services => _console.Services;

    internal Uri Address => _console.ClientOptions.BaseAddress;

    internal static string KeyOf(string role) => $"demo-{PersonOf(role)}";

    internal static string PersonOf(string role) => role switch
    {
        Roles.Reviewer => "rita",
        Roles.Support => "sue",
        Roles.Admin => "ada",
        Roles.Operator => "olga",
        Roles.Auditor => "theo",
        "none" => "nobody",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "has no person"),
    };

    public ValueTask InitializeAsync()
    {
        var settings = new ConsoleSettings(_folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).Agent("clerk", []);
        var file = _folder.Write("settings.json", settings.ToString());
        _console = new WebApplicationFactory<Program>().WithWebHostBuilder(b => b.UseSetting("settings", file)
            .UseSetting("urls", "http://127.0.0.1:0").UseSetting("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "None"));
        _console.UseKestrel(0);
        _console.StartServer();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        _folder.Dispose();
    }
}
