namespace ApprovalConsole.Domain.Runs;

/// <summary>A call in a model's reply.</summary>
/// <param name="ProviderCallId">The model's id for it.</param>
/// <param name="Arguments">The text the model wrote, unparsed.</param>
public sealed record ModelToolCall(string ProviderCallId, string Name, string Arguments);

/// <summary>Tokens as a provider reported them.</summary>
public readonly record struct TokenCount(long Input, long CachedInput, long Output)
{
    /// <summary>False for a count that no call can have had; it would credit the run instead of charging it.</summary>
    public bool IsPlausible => this is { Input: >= 0 and <= int.MaxValue, CachedInput: >= 0, Output: >= 0 and <= int.MaxValue } && CachedInput <= Input;

    /// <summary>Bytes of the longest tokens there are (runs of blanks).</summary>
    public const int LongestToken = 128;

    /// <summary>False where it is less than any tokenizer makes of what went over the wire: what is not told is charged, and so is what is told wrong.</summary>
    public bool Covers(long inputBytes, long outputBytes) => Input * LongestToken >= inputBytes && Output * LongestToken >= outputBytes;
}
