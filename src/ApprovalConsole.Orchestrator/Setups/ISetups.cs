using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What admins lay down in versions: what narrows holds at once, what widens once another admin agrees.</summary>
public interface ISetups
{
    /// <summary>What holds of it, and since when; null where there is none.</summary>
    SetupView? Find(SetupScope scope);

    /// <summary>What keeps it from holding, by its key (<c>Limits:Iterations</c>); empty where nothing does.</summary>
    IReadOnlyList<(string Key, string Problem)> FaultsOf(SetupScope scope, Setup setup);

    /// <summary>Who proposed the open change: somebody else must agree to it.</summary>
    bool IsProposer(SetupScope scope, Actor by);

    /// <summary>Why another admin has to agree before it holds, in words; empty where none has to.</summary>
    IReadOnlyList<string> WhySecondAdmin(SetupScope scope, Setup setup);

    /// <summary>Lays it down.</summary>
    /// <param name="edited">The version that was edited; another means that someone was faster.</param>
    /// <returns>The id of the change that waits; null where it holds already, or why not.</returns>
    Task<(string? ChangeId, Refusal? Refusal)> SetAsync(SetupScope scope, Setup setup, int edited, Actor by, CancellationToken ct);

    /// <summary>Agrees, as another admin than the one who proposed.</summary>
    Task<Refusal?> ConfirmAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct);

    /// <summary>Closes a change that was proposed; it never held.</summary>
    Task<Refusal?> RejectAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct);
}
