using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Prices by which nothing could be bounded.</summary>
internal static class PriceFaults
{
    private const decimal MostPerMillion = 1_000_000m;

    /// <returns>Key and problem of each, as in <c>CachedInput</c>.</returns>
    public static IEnumerable<(string Key, string Problem)> Of(ModelPrice price)
    {
        if (!IsWithin(price.Input)) yield return (nameof(price.Input), Bounds);
        if (price.CachedInput is { } cached && !IsWithin(cached)) yield return (nameof(price.CachedInput), Bounds);
        if (!IsWithin(price.Output)) yield return (nameof(price.Output), Bounds);
        if (price.CachedInput > price.Input) yield return (nameof(price.CachedInput), "must not be higher than Input: what a call reserves is a bound only where nothing costs more than Input");
    }

    private static string Bounds => $"must be from 0 to {MostPerMillion} USD per million tokens";

    private static bool IsWithin(decimal usd) => usd is >= 0 and <= MostPerMillion;
}
