using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ApprovalConsole.Web;

/// <summary>How the console was put into its host.</summary>
internal sealed record Hosted(SignInMode Mode, Demo Demo);

/// <summary>Once the server listens, whoever hosts it: that it listens where it may, the demo's runs, and the line that says where.</summary>
internal sealed class StartWatch(Hosted hosted, IServer server, StartLog log, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (hosted.Mode is SignInMode.Local) LoopbackOnly.CheckServer(server);
        log.SayStarted();
        await hosted.Demo.StartSampleRunsAsync(services, lifetime.ApplicationStopping);
        Console.WriteLine(Line());
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Line()
    {
        var (users, secret) = (services.GetRequiredService<LocalUsers>(), services.GetRequiredService<SignInSecret>());
        var all = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var where = secret.IsNeeded ? $" once at {all.FirstOrDefault()}{secret.Path}" : "";
        var people = hosted.Mode is SignInMode.Local ? $" · sign in{where} as {string.Join(", ", users.All.Select(u => $"{u.Name} ({string.Join(", ", u.Roles)})"))}" : "";
        return $"ApprovalConsole: {string.Join(", ", all)}{people}";
    }
}
