namespace ApprovalConsole.Tests.Billing;

/// <summary>A provider's prefix cache: what a request has in common with an earlier one to the same model, from the first byte on.</summary>
internal sealed class PromptCache
{
    /// <summary>As providers reckon: nothing under this many tokens, then in blocks.</summary>
    private const long Least = 1_024;
    private const long Block = 128;

    private readonly Dictionary<string, List<byte[]>> _prompts = [];
    private readonly Dictionary<string, byte[]> _first = [];

    /// <summary>Another run begins; what all runs begin with is known from the first.</summary>
    public void NextRun() => _prompts.Clear();

    /// <summary>Bytes that a cache could serve which other runs have filled before.</summary>
    public long SharedBy(string model, byte[] prompt) => _first.TryGetValue(model, out var first) ? first.AsSpan().CommonPrefixLength(prompt) : 0;

    /// <returns>Bytes that the cache could serve; then the prompt is in it.</returns>
    public long Take(string model, byte[] prompt)
    {
        if (!_prompts.TryGetValue(model, out var earlier)) _prompts.Add(model, earlier = []);
        var common = earlier.Select(p => p.AsSpan().CommonPrefixLength(prompt)).DefaultIfEmpty().Max();
        earlier.Add(prompt);
        _first.TryAdd(model, prompt);
        return common;
    }

    public static long Billed(long tokens) => tokens < Least ? 0 : tokens / Block * Block;
}
