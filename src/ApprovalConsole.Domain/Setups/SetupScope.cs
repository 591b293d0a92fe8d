namespace ApprovalConsole.Domain.Setups;

/// <summary>What can be laid down: <c>agent:NAME</c> an agent's settings, here or elsewhere; <c>model:NAME</c> what a model costs; <c>budget:NAME</c> what may be spent.</summary>
/// <remarks>Budgets have a stream of their own, and are named there as in <see cref="Budgets.BudgetScope"/>.</remarks>
public readonly record struct SetupScope(SetupKind Kind, string Name)
{
    public static SetupScope Agent(string name) => new(SetupKind.Agent, name);

    public static SetupScope Model(string name) => new(SetupKind.Model, name);

    public static SetupScope Budget(string name) => new(SetupKind.Budget, name);

    public bool IsAgent => Kind is SetupKind.Agent;

    /// <summary>As it is journaled.</summary>
    public override string ToString() => PrefixOf(Kind) + Name;

    /// <returns>Null for any other word.</returns>
    public static SetupScope? Read(string word)
    {
        foreach (var kind in Enum.GetValues<SetupKind>())
            if (word.StartsWith(PrefixOf(kind), StringComparison.Ordinal)) return new(kind, word[PrefixOf(kind).Length..]);
        return null;
    }

    private static string PrefixOf(SetupKind kind) => kind switch { SetupKind.Agent => "agent:", SetupKind.Model => "model:", _ => "budget:" };
}

public enum SetupKind
{
    Agent,
    Model,
    Budget,
}
