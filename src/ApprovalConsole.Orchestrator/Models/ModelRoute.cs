using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>A model ready to be asked.</summary>
/// <param name="Name">The console's name for it, from the settings.</param>
/// <param name="Model">The provider's name for it.</param>
internal sealed record ModelRoute(string Name, string Model, IChatClient Client, Price Price, long MaxOutputTokens)
{
    private static readonly ModelSettings Defaults = new() { Provider = "", Model = "" };

    /// <summary>Host and port of where it is asked; null where the host program brings it.</summary>
    public string? Host { get; init; }

    /// <summary>Tokens that it can read at most.</summary>
    public long ContextTokens { get; init; } = Defaults.ContextTokens;

    /// <summary>It is told what it may write in <c>max_tokens</c>, for it does not know <c>max_completion_tokens</c>.</summary>
    public bool KnowsOldField { get; init; }

    /// <summary>How its requests are counted before it is asked.</summary>
    public TokenBound Tokens { get; init; } = TokenBound.Bytes;

    /// <summary>Longest silence before an attempt is given up.</summary>
    public TimeSpan Silence { get; init; } = Defaults.Silence;

    /// <summary>The wire has a hint for the provider's cache, and this endpoint takes it.</summary>
    public bool TakesCacheHints { get; init; }
}
