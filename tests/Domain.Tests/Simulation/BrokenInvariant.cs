namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Something that must hold did not.</summary>
/// <param name="name">The invariant's.</param>
internal sealed class BrokenInvariant(string name, string message) : Exception($"{name}: {message}")
{
    public string Name { get; } = name;

    public static void Unless(bool holds, string name, Func<string> message)
    {
        if (!holds) throw new BrokenInvariant(name, message());
    }
}
