using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>Choices of the forms in words.</summary>
public static class SetupWords
{
    public static readonly IReadOnlyList<(string Value, string Words)> Needs =
    [
        (nameof(AnswerNeeds.Nothing), "nothing: it goes out as it comes"), (nameof(AnswerNeeds.Evidence), "evidence: a person, where an id or amount stands in none, or a call was rejected or unknown"), (nameof(AnswerNeeds.Person), "a person, always"),
    ];

    public static readonly IReadOnlyList<(string Value, string Words)> Modes =
        [(nameof(GateMode.Enforce), "enforced: what passes is sent, what a person must see waits"), (nameof(GateMode.Observe), "observed: checked, and none is sent; it goes on with tools of its own")];
}
