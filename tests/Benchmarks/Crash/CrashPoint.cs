namespace ApprovalConsole.Benchmarks.Crash;

/// <param name="Name">A milestone, and what it is about.</param>
internal sealed record CrashPoint(string Name, Needs Needs);

/// <summary>What a console must find so that it passes a point.</summary>
internal enum Needs
{
    Nothing,

    /// <summary>It starts for the first time.</summary>
    NewDatabase,

    /// <summary>An earlier one died in the middle of something.</summary>
    WorkLeft,
}
