using System.Globalization;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A probe in few words: what it said last, and when its silence counts.</summary>
public static class ProbeWords
{
    public static string Of(ProbeView probe) => probe.Finding switch
    {
        null => $"{probe.Tool} can tell whether it happened.",
        ProbeFinding.NotFound => $"{probe.Tool} was asked {Times(probe.Asked)}: nothing of it found.",
        _ => $"{probe.Tool} was asked {Times(probe.Asked)}. Last, {probe.Why}.",
    };

    public static string Final(ProbeView probe) => probe.FinalAt is { } at
        ? $" From {at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)} on, nothing found means that it did not happen." : "";

    private static string Times(int asked) => asked == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{asked} times");
}
