using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>What can be listened to: spans and metrics named <see cref="ConsoleTelemetry.Name"/>. Who listens, if anybody, the host says.</summary>
internal static class TelemetryServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<Signals>().AddSingleton<RunSpans>();
    }
}
