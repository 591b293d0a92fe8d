using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ApprovalConsole.Web;

/// <summary>Sends traces and metrics to a collector, where the settings or the standard variables name one. Otherwise nobody listens, and nothing is measured.</summary>
internal static class TelemetrySetup
{
    private const string Service = "approvalconsole";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="SettingException">The settings cannot be used.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder, SettingsFiles files)
    {
        var settings = files.Value<TelemetrySettings>(TelemetrySettings.Section) ?? new();
        settings.Check();
        var given = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.Equals(builder.Configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase) || (settings.Otlp is null && string.IsNullOrEmpty(given))) return;
        var endpoint = settings.Otlp?.Endpoint ?? (Uri.TryCreate(given, UriKind.Absolute, out var named) ? named : throw new SettingException("OTEL_EXPORTER_OTLP_ENDPOINT", "must be an http or https address"));

        var telemetry = builder.Services.AddOpenTelemetry();
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"])) telemetry.ConfigureResource(resource => resource.AddService(Service));
        telemetry.WithTracing(traces => traces.AddSource(ConsoleTelemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter(o => Point(o, settings.Otlp, "v1/traces")));
        telemetry.WithMetrics(metrics => metrics.AddMeter(ConsoleTelemetry.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter(o => Point(o, settings.Otlp, "v1/metrics")));
        if (settings.Logs) telemetry.WithLogging(logs => logs.AddOtlpExporter(o => Point(o, settings.Otlp, "v1/logs")), lines => lines.IncludeScopes = true);
        builder.Services.AddOptions<OtlpExporterOptions>().Configure<BackChannels>((options, channels) => options.HttpClientFactory = () => new(channels.To(endpoint)) { Timeout = Patience }); // by the same rules as all that goes out
    }

    /// <summary>Without settings the variables say where.</summary>
    private static void Point(OtlpExporterOptions options, OtlpSettings? otlp, string path)
    {
        if (otlp is null) return;
        var isHttp = otlp.Protocol == OtlpSettings.Http;
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new($"{otlp.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}") : otlp.Endpoint;
        options.Headers = string.Join(',', otlp.Headers.Select(h => $"{h.Key}={Uri.EscapeDataString(Secret.Resolve(h.Value, $"{TelemetrySettings.Section}:Otlp:Headers:{h.Key}"))}"));
    }
}
