using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>What differs in words between an agent, a model's price and a budget.</summary>
/// <param name="Noun">As in <c>There is no agent x</c>.</param>
/// <param name="Path">Of its page, before its name.</param>
/// <param name="All">The page of all of them, and what it is called.</param>
/// <param name="FirstTab">What its settings are called.</param>
/// <param name="AtOnce">What saving does, where nobody else has to agree.</param>
/// <param name="OnceAgreed">What agreeing does.</param>
/// <param name="Unsealed">What holds where the newest version is not the console's.</param>
public sealed record KindWords(string Noun, string Path, (string Path, string Name) All, string FirstTab, string AtOnce, string OnceAgreed, string Unsealed)
{
    private static readonly (string, string) Agents = ("/agents", "Agents");

    private static readonly KindWords Agent = new("agent", "/agents/", Agents, "Settings",
        "It holds from the next step on. A run keeps the limits that it began with; what waits is marked as changed.", "It holds from the next step on; a run keeps the limits that it began with.",
        "The agent has no tools, and its answers wait for a person,");

    private static readonly KindWords Model = new("model", "/models/", Agents, "Price",
        "It holds from the next call on. Calls that are out count as they were reserved.", "It holds from the next call on; calls that are out count as they were reserved.", "The dearest of what was believed before holds");

    private static readonly KindWords Budget = new("budget", "/budgets/", ("/budgets", "Budgets"), "Limit",
        "It holds from the next call on. Calls that are out keep what they have reserved.", "It holds from the next call on; calls that are out keep what they have reserved.", "Nothing is spent of it");

    public static KindWords Of(SetupScope scope) => scope.Kind switch { SetupKind.Agent => Agent, SetupKind.Model => Model, _ => Budget };

    public string LinkTo(string name) => $"{Path}{Uri.EscapeDataString(name)}";
}
