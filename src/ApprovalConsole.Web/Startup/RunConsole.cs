using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ApprovalConsole.Web;

/// <summary>Starts, says where, and runs until it is told to stop.</summary>
internal static class RunConsole
{
    public static async Task RunConsoleAsync(this WebApplication app, SignInMode mode, Demo demo)
    {
        await using (app)
        {
            try
            {
                await StartAsync(app, mode, demo);
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return; // told to stop before it had started
            }

            await app.WaitForShutdownAsync();
        }
    }

    private static async Task StartAsync(WebApplication app, SignInMode mode, Demo demo)
    {
        await app.StartAsync();
        app.Services.GetRequiredService<StartLog>().SayStarted();
        var server = app.Services.GetRequiredService<IServer>();
        if (mode is SignInMode.Local) LoopbackOnly.CheckServer(server);
        await demo.StartSampleRunsAsync(app.Services, app.Lifetime.ApplicationStopping);
        Console.WriteLine(LineFor(server, app.Services, mode));
    }

    private static string LineFor(IServer server, IServiceProvider services, SignInMode mode)
    {
        var (users, secret) = (services.GetRequiredService<LocalUsers>(), services.GetRequiredService<SignInSecret>());
        var all = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var addresses = string.Join(", ", all);
        var where = secret.IsNeeded ? $" once at {all.FirstOrDefault()}{secret.Path}" : "";
        var people = mode is SignInMode.Local ? $" · sign in{where} as {string.Join(", ", users.All.Select(u => $"{u.Name} ({string.Join(", ", u.Roles)})"))}" : "";
        return $"ApprovalConsole: {addresses}{people}";
    }
}
