namespace ApprovalConsole.Domain.Runs;

/// <summary>Tokens that a provider reported, and what they cost.</summary>
/// <param name="CachedInputTokens">The part of the input served from the provider's cache.</param>
public readonly record struct Usage(long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd)
{
    public long Tokens => InputTokens + OutputTokens;

    public static Usage operator +(Usage a, Usage b) => new(
        a.InputTokens + b.InputTokens, a.CachedInputTokens + b.CachedInputTokens, a.OutputTokens + b.OutputTokens, a.CostUsd + b.CostUsd);

    public static Usage operator -(Usage a, Usage b) => new(
        a.InputTokens - b.InputTokens, a.CachedInputTokens - b.CachedInputTokens, a.OutputTokens - b.OutputTokens, a.CostUsd - b.CostUsd);
}

/// <summary>USD per million tokens.</summary>
public readonly record struct Price(decimal Input, decimal CachedInput, decimal Output)
{
    private const decimal Million = 1_000_000m;

    public decimal Of(long inputTokens, long cachedInputTokens, long outputTokens) =>
        ((inputTokens - cachedInputTokens) * Input + cachedInputTokens * CachedInput + outputTokens * Output) / Million;

    /// <summary>Output tokens that fit into an amount once the input is paid at the full price. No output price: no bound.</summary>
    public long OutputWithin(decimal usd, long inputTokens)
    {
        var left = usd - inputTokens * Input / Million;
        if (left < 0) return -1;
        return left * Million >= Output * long.MaxValue ? long.MaxValue : (long)decimal.Floor(left * Million / Output);
    }
}
