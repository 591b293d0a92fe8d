namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>All that the settings name.</summary>
internal sealed class Destinations(IReadOnlyList<Destination> all) : IDisposable
{
    public IReadOnlyList<Destination> All => all;

    public bool IsAny => all.Count > 0;

    public Destination? Find(string name) => all.FirstOrDefault(d => d.Name == name);

    public void Dispose()
    {
        foreach (var destination in all.OfType<IDisposable>()) destination.Dispose();
    }
}
