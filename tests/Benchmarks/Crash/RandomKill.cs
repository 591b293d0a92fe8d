namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A kill whose moment is drawn by lot, and is one of the console's work, not of the clock: on a loaded machine it falls as far into the work as on an idle one.</summary>
internal abstract record RandomKill
{
    private const int LongestWait = 3_000;

    private RandomKill() { }

    /// <summary>From outside, before it listens.</summary>
    /// <param name="Share">Of the time that the start before took.</param>
    /// <param name="OnNewDatabase">It is the first start.</param>
    public sealed record Starting(double Share, bool OnNewDatabase) : RandomKill;

    /// <summary>With orders under way.</summary>
    /// <param name="Share">Of the milestones that they are good for.</param>
    /// <param name="Microseconds">After the last of those.</param>
    public sealed record AtWork(double Share, int Microseconds) : RandomKill;

    /// <summary>Of the till, with orders under way: the console lives on, and they come to their end.</summary>
    /// <inheritdoc cref="AtWork"/>
    public sealed record OfTill(double Share, int Microseconds) : RandomKill;

    public static RandomKill Draw(Random chance) => (chance.NextDouble(), Share: chance.NextDouble(), Wait: chance.Next(LongestWait)) switch
    {
        (< 0.04, var share, _) => new Starting(share, OnNewDatabase: true),
        (< 0.12, var share, _) => new Starting(share, OnNewDatabase: false),
        (< 0.27, var share, var wait) => new OfTill(share, wait),
        (_, var share, var wait) => new AtWork(share, wait),
    };
}
