using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Shared;

/// <summary>A cap and what is used of it.</summary>
/// <param name="Percent">Of the bar, 0 to 100; what is used beyond a cap fills it.</param>
public sealed record MeterView(string Label, string Words, int Percent)
{
    private const int High = 80;

    /// <summary>What goes on and is not in it yet; null where nothing does.</summary>
    public Running? Running { get; init; }

    /// <summary>A class: full, or nearly so.</summary>
    public string Tone => Percent switch { >= 100 => "full", >= High => "high", _ => "" };

    public static MeterView Steps(int used, int limit) => Of("steps", used, limit, $"{used}/{limit}", " steps");

    /// <summary>Replies of models to the agents that a pipeline asks; its own nodes are none.</summary>
    public static MeterView AgentSteps(int used, int limit) => Of("steps of agents", used, limit, $"{used}/{limit}", " steps of agents");

    /// <summary>Replies of models; where the agent runs elsewhere, calls that it asked for.</summary>
    public static MeterView StepsOf(string kind, int used, RunLimits limits) =>
        string.Equals(kind, nameof(RunKind.External), StringComparison.OrdinalIgnoreCase) ? Calls(used, limits.Calls) : Steps(used, limits.Iterations);

    public static MeterView Calls(int used, int limit) => Of("calls", used, limit, $"{used}/{limit}", " calls");

    public static MeterView Money(decimal usedUsd, decimal limitUsd) =>
        Of("cost", (double)usedUsd, (double)limitUsd, $"{Amounts.Usd(usedUsd)}/{limitUsd.ToString("#,0.00", CultureInfo.InvariantCulture)}", "");

    /// <param name="since">Something is at work since then, and the seconds are not counted yet.</param>
    public static MeterView Time(double usedSeconds, double limitSeconds, DateTimeOffset? since = null) =>
        Of("time at work", usedSeconds, limitSeconds, $"{Amounts.Seconds(usedSeconds)}/{Amounts.Seconds(limitSeconds)}", " s") with { Running = since is { } from ? new(from, usedSeconds, limitSeconds) : null };

    public static MeterView Tokens(long used, long limit) =>
        Of("tokens", used, limit, $"{Amounts.Whole(used)}/{Amounts.Whole(limit)}", " tokens");

    private static MeterView Of(string label, double used, double limit, string words, string unit) =>
        new(label, words + unit, limit <= 0 ? 100 : (int)Math.Clamp(Math.Ceiling(100 * used / limit), 0, 100));
}

/// <summary>Time that runs on: the browser lets the meter tick.</summary>
/// <param name="UsedSeconds">Before that.</param>
public sealed record Running(DateTimeOffset Since, double UsedSeconds, double LimitSeconds);
