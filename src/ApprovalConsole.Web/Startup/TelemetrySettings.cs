using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web;

/// <summary>Where traces and metrics go, besides what the standard <c>OTEL_</c> variables say.</summary>
public sealed record TelemetrySettings
{
    public const string Section = "Telemetry";

    /// <summary>Default: none, unless the variables name one. Then nothing is measured.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <summary>Lines of the log go there, too. They hold what exceptions say, which may be anybody's words. Default: false.</summary>
    public bool Logs { get; init; }

    /// <exception cref="SettingException">It cannot be used.</exception>
    internal void Check()
    {
        if (Otlp is not { } otlp) return;
        if (!otlp.Endpoint.IsAbsoluteUri || otlp.Endpoint.Scheme is not ("http" or "https")) throw new SettingException($"{Section}:Otlp:Endpoint", "must be an http or https address, as in http://127.0.0.1:4318");
        if (otlp.Protocol is not (OtlpSettings.Http or OtlpSettings.Grpc)) throw new SettingException($"{Section}:Otlp:Protocol", $"is {otlp.Protocol}; there are {OtlpSettings.Http} and {OtlpSettings.Grpc}");
        foreach (var (name, value) in otlp.Headers) Secret.Resolve(value, $"{Section}:Otlp:Headers:{name}");
    }
}

/// <summary>A collector that speaks OTLP.</summary>
public sealed record OtlpSettings
{
    internal const string Http = "http/protobuf";
    internal const string Grpc = "grpc";

    /// <summary>Of the collector; with <c>http/protobuf</c> the paths <c>v1/traces</c>, <c>v1/metrics</c> and <c>v1/logs</c> are added.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Sent with each request. Values may be <c>env:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary><c>http/protobuf</c> or <c>grpc</c>. Default: the first.</summary>
    public string Protocol { get; init; } = Http;
}
