using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>What lines of the log have in common that are about one call.</summary>
internal static class CallScopes
{
    private static readonly Func<ILogger, string, int, IDisposable?> OfStep = LoggerMessage.DefineScope<string, int>("run {RunId} step {Step}");
    private static readonly Func<ILogger, string, string, IDisposable?> OfCall = LoggerMessage.DefineScope<string, string>("run {RunId} call {CallId}");

    public static IDisposable? InStep(this ILogger log, string runId, int step) => OfStep(log, runId, step);

    public static IDisposable? InCall(this ILogger log, string runId, string callId) => OfCall(log, runId, callId);
}
