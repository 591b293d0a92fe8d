using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>A model that agents can be routed to.</summary>
public sealed record ModelSettings
{
    public const string Section = "Models";

    /// <summary><c>OpenAI</c>: any endpoint that speaks its wire format.</summary>
    public required string Provider { get; init; }

    /// <summary>Base address, as in <c>http://127.0.0.1:9000/v1</c>. Default: the provider's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The provider's name for the model.</summary>
    public required string Model { get; init; }

    /// <summary>May be <c>env:NAME</c>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>USD per million tokens. Default: free, so only tokens are capped.</summary>
    public ModelPrice Price { get; init; } = new();

    /// <summary>Output tokens that one reply may have. Default 4,096.</summary>
    public long MaxOutputTokens { get; init; } = 4096;

    /// <summary>Where a request says how much may be written: <c>max_completion_tokens</c> (default), or <c>max_tokens</c> for servers that know only that.</summary>
    /// <remarks>A server that knows neither writes until the stream is cut.</remarks>
    public string? MaxTokensField { get; init; }

    /// <summary>Tokens that the model can read at most. Default 128,000. Near it old results give way to stubs.</summary>
    public long ContextTokens { get; init; } = 128_000;

    /// <summary>The tokenizer that the model uses, by which its requests are reserved before they are sent: <c>o200k_base</c>. Default: none, and every byte counts as a token, which is several times what
    /// most texts come to and never too little.</summary>
    /// <remarks>Only where the model really uses it: a wrong one reserves too little.</remarks>
    public string? Tokenizer { get; init; }

    /// <summary>Longest silence, before the first word and between two, after which an attempt is given up. Default 1 minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Send <c>prompt_cache_key</c>, which keeps a run's requests at one cache. Default: only to the provider's own endpoint, for other servers may refuse what they do not know.</summary>
    public bool? CacheHints { get; init; }
}

/// <summary>USD per million tokens.</summary>
/// <param name="CachedInput">Default: as <paramref name="Input"/>.</param>
public sealed record ModelPrice(decimal Input = 0, decimal? CachedInput = null, decimal Output = 0)
{
    public Price ToPrice() => new(Input, CachedInput ?? Input, Output);
}
