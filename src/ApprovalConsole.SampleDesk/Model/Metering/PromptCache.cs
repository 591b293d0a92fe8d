namespace ApprovalConsole.SampleDesk.Model.Metering;

/// <summary>Which beginnings of requests were seen before, as a provider's prompt cache knows them. It changes the bill, never the reply.</summary>
internal sealed class PromptCache
{
    private const int Capacity = 20_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _oldest = [];

    /// <summary>Tokens of the longest known beginning; from now on the whole request is known.</summary>
    public int Visit(Prompt prompt)
    {
        lock (_lock)
        {
            var bytes = prompt.Prefixes.LastOrDefault(p => _seen.Contains(p.Hash)).Bytes;
            foreach (var (hash, _) in prompt.Prefixes.Where(p => _seen.Add(p.Hash)))
                _oldest.Enqueue(hash);
            while (_oldest.Count > Capacity)
                _seen.Remove(_oldest.Dequeue());
            return bytes / 4;
        }
    }
}
