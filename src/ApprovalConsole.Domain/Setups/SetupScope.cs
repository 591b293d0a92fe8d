namespace ApprovalConsole.Domain.Setups;

/// <summary>What can be laid down: <c>agent:NAME</c> an agent's settings, here or elsewhere; <c>model:NAME</c> what a model costs.</summary>
public readonly record struct SetupScope(bool IsAgent, string Name)
{
    private const string AgentPrefix = "agent:";
    private const string ModelPrefix = "model:";

    public static SetupScope Agent(string name) => new(true, name);

    public static SetupScope Model(string name) => new(false, name);

    /// <summary>As it is journaled.</summary>
    public override string ToString() => (IsAgent ? AgentPrefix : ModelPrefix) + Name;

    /// <returns>Null for any other word.</returns>
    public static SetupScope? Read(string word) =>
        word.StartsWith(AgentPrefix, StringComparison.Ordinal) ? Agent(word[AgentPrefix.Length..])
        : word.StartsWith(ModelPrefix, StringComparison.Ordinal) ? Model(word[ModelPrefix.Length..]) : null;
}
