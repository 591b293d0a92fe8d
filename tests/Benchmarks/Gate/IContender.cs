namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>Somebody who can carry the workload out: look an order up, propose its refund, wait for a person, refund it once, answer.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Commits so far.</summary>
    long Commits { get; }

    /// <summary>Returns when the run waits for its decision, and that is on the disk.</summary>
    Task StartAsync(string order);

    /// <summary>Says yes, knowing the order alone; returns when the run is over, and that is on the disk.</summary>
    Task DecideAsync(string order);
}
