namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Money in counters: whole millionths of a millionth of a dollar, so that databases add it exactly. What does not come out even is rounded up.</summary>
internal static class Picos
{
    private const decimal PerUsd = 1_000_000_000_000m;

    /// <summary>What one call can count for at most, 100,000 USD: a provider that reports more than any call can cost must not make a counter run over.</summary>
    public const long MostOfOneCall = 100_000_000_000_000_000;

    /// <summary>Where counters stop counting.</summary>
    public const long Most = 8_000_000_000_000_000_000;

    public static long OfCall(decimal usd) => usd >= MostOfOneCall / PerUsd ? MostOfOneCall : Of(usd);

    /// <param name="usd">A limit: at most 1,000,000.</param>
    public static long Of(decimal usd) => (long)decimal.Ceiling(usd * PerUsd);

    public static decimal ToUsd(long picos) => picos / PerUsd;
}
