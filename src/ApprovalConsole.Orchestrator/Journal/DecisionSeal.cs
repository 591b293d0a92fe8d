using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The console's mark on recorded approvals and policies, under a key that is not in the database: who can write rows can forge neither.</summary>
internal sealed class DecisionSeal
{
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    private DecisionSeal(byte[] key) => _key = key;

    /// <summary>Opens the folder's key, or makes one that only this user can read.</summary>
    public static DecisionSeal Open(string folder) => new(KeyFile.Open(folder, "decision.key", () => RandomNumberGenerator.GetBytes(KeyBytes)));

    /// <summary>Marks a policy that an admin laid down.</summary>
    public string Of(ToolEvent.PolicySet set) => set.ConfirmedBy is { } confirmed
        ? MacOf("confirmedPolicy", set.ToolId, set.Version, PolicyJson.HashOf(set.Policy), set.SettingsHash, set.By.Subject, set.By.KeyOwner ?? "",
            confirmed.Subject, confirmed.KeyOwner ?? "", Micros.Of(set.At))
        : MacOf("policy", set.ToolId, set.Version, PolicyJson.HashOf(set.Policy), set.SettingsHash, set.By.Subject, Micros.Of(set.At));

    public bool Holds(ToolEvent.PolicySet set) => AreEqual(set.Mac, Of(set));

    /// <summary>Marks a definition that was admitted.</summary>
    public string Of(ToolEvent.Admitted admitted) => admitted.Contact is { } contact
        ? MacOf("firstAdmission", admitted.ToolId, admitted.DefinitionHash, admitted.Definition, admitted.By.Subject, admitted.By.KeyOwner ?? "", Micros.Of(admitted.At), string.Join('\n', contact))
        : MacOf("admission", admitted.ToolId, admitted.DefinitionHash, admitted.Definition, admitted.By.Subject, admitted.By.KeyOwner ?? "", Micros.Of(admitted.At));

    public bool Holds(ToolEvent.Admitted admitted) => AreEqual(admitted.Mac, Of(admitted));

    /// <summary>Marks a policy that waits for a second admin.</summary>
    public string Of(ToolEvent.PolicyChangeProposed change) => MacOf(
        "policyChange", change.ToolId, change.ChangeId, change.Version, PolicyJson.HashOf(change.Policy), change.By.Subject, change.By.KeyOwner ?? "", Micros.Of(change.At));

    public bool Holds(ToolEvent.PolicyChangeProposed change) => AreEqual(change.Mac, Of(change));

    /// <summary>Marks a word that lets somebody in again.</summary>
    public string Of(PersonEvent.Unblocked unblocked) => MacOf("unblocked", unblocked.Subject, unblocked.By.Subject, unblocked.By.KeyOwner ?? "", Micros.Of(unblocked.At));

    public bool Holds(PersonEvent.Unblocked unblocked) => AreEqual(unblocked.Mac, Of(unblocked));

    /// <summary>Marks a key: what it opens and what its holder may claim.</summary>
    public string Of(PersonEvent.KeyCreated key) => MacOf(
        "key", key.KeyId, key.Name, key.Hash, string.Join(',', key.Roles), JsonSerializer.Serialize(key.MayAssert), key.By.Subject, key.By.KeyOwner ?? "", Micros.Of(key.At));

    public bool Holds(PersonEvent.KeyCreated key) => AreEqual(key.Mac, Of(key));

    /// <summary>Marks a stop, or a word on its release.</summary>
    public string Of(StopEvent @event) => @event switch
    {
        StopEvent.Stopped e => MacOf("stop", e.StopId, e.Scope, NamesOf(e.By), Micros.Of(e.At)),
        StopEvent.PressedAgain e => MacOf("stopAgain", e.StopId, NamesOf(e.By), Micros.Of(e.At)),
        StopEvent.ReleaseProposed e => MacOf("releaseProposed", e.StopId, NamesOf(e.By), Micros.Of(e.At)),
        StopEvent.Released e => MacOf("released", e.StopId, NamesOf(e.By), NamesOf(e.ConfirmedBy), Micros.Of(e.At)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Marks what lets money be spent.</summary>
    public string Of(BudgetEvent @event) => @event switch
    {
        BudgetEvent.Set e => MacOf("budget", e.Scope, e.LimitUsd, string.Join(',', e.Alerts), e.SettingsUsd is { } usd ? usd : "", NamesOf(e.By), e.ConfirmedBy is { } second ? NamesOf(second) : "", Micros.Of(e.At)),
        BudgetEvent.ChangeProposed e => MacOf("budgetChange", e.Scope, e.ChangeId, e.Version, e.LimitUsd, string.Join(',', e.Alerts), NamesOf(e.By), Micros.Of(e.At)),
        _ => throw new UnreachableException(),
    };

    /// <summary>True also of what lets nothing be spent: that carries no mark.</summary>
    public bool Holds(BudgetEvent @event) => @event switch
    {
        BudgetEvent.Set e => AreEqual(e.Mac, Of(e)),
        BudgetEvent.ChangeProposed e => AreEqual(e.Mac, Of(e)),
        _ => true,
    };

    /// <summary>Marks what an admin lays down, or proposes, of an agent or a model.</summary>
    public string Of(SetupEvent @event) => @event switch
    {
        SetupEvent.Set e => MacOf("setup", e.Of, e.Version, e.Terms, e.SettingsHash, NamesOf(e.By), e.ConfirmedBy is { } second ? NamesOf(second) : "", Micros.Of(e.At)),
        SetupEvent.ChangeProposed e => MacOf("setupChange", e.Of, e.ChangeId, e.Version, e.Terms, NamesOf(e.By), Micros.Of(e.At)),
        _ => throw new UnreachableException(),
    };

    /// <summary>True also of what lets nothing more happen: that carries no mark.</summary>
    public bool Holds(SetupEvent @event) => @event switch
    {
        SetupEvent.Set e => AreEqual(e.Mac, Of(e)),
        SetupEvent.ChangeProposed e => AreEqual(e.Mac, Of(e)),
        _ => true,
    };

    public bool Holds(StopEvent @event) => AreEqual(@event.Mac, Of(@event));

    /// <summary>Marks what somebody who starts the console has adopted.</summary>
    public string Of(string instance, Adopted adopted) => adopted.Digest is { } digest
        ? MacOf("adopted", instance, adopted.Seq, adopted.Position, adopted.At, digest) : MacOf("adopted", instance, adopted.Seq, adopted.Position, adopted.At);

    /// <summary>Marks what was counted of money.</summary>
    public string Of(string instance, SpendCheckpoint checkpoint) => MacOf("spend", instance, checkpoint.ToText());

    public bool Holds(string instance, SpendCheckpoint checkpoint) => AreEqual(checkpoint.Mac, Of(instance, checkpoint));

    public bool Holds(string instance, Adopted adopted, string? mac) => AreEqual(mac, Of(instance, adopted));

    /// <summary>Marks the whole log as a commit left it.</summary>
    public string OfLog(LogState log) => MacOf("log", log.Size, Convert.ToHexStringLower(log.Chain), Convert.ToHexStringLower(log.Root));

    public bool HoldsLog(LogState log, string? mac) => AreEqual(mac, OfLog(log));

    /// <summary>Marks what a list shows of a run or a proposal.</summary>
    public string OfRow(string id, string document) => MacOf("row", id, TextHash.Of(document));

    public bool HoldsRow(string id, string document, string? mac) => AreEqual(mac, OfRow(id, document));

    /// <summary>The events with the mark on every approval among them.</summary>
    /// <param name="run">Before them.</param>
    public ImmutableArray<RunEvent> Mark(ImmutableArray<RunEvent> events, Run run)
    {
        if (!events.Any(e => IdOf(e) is not null)) return events;
        var marked = ImmutableArray.CreateBuilder<RunEvent>(events.Length);
        foreach (var @event in events)
        {
            run = RunEvolution.Evolve(run, @event);
            marked.Add(IdOf(@event) is { } id ? Mark(@event, run.Proposals[id].Terms) : @event);
        }

        return marked.MoveToImmutable();
    }

    /// <param name="terms">Of the proposal that is approved.</param>
    public RunEvent Mark(RunEvent @event, CallTerms terms) => @event switch
    {
        RunEvent.ProposalApproved e => e with { Mac = Of(e.ProposalId, e.DecisionId, e.By, e.ArgumentsHash, e.ViewHash, e.At, terms) },
        RunEvent.ProposalEdited e => e with { Mac = Of(e.ProposalId, e.DecisionId, e.By, e.ArgumentsHash, e.ViewHash, e.At, terms) },
        _ => @event,
    };

    /// <summary>True also of a mark from before it said how many people are needed and for how long the call is held.</summary>
    public bool Holds(Proposal proposal, Approval a) =>
        AreEqual(a.Mac, Of(proposal.Id, a.DecisionId, a.By, a.ArgumentsHash, a.ViewHash, a.At, proposal.Terms))
        || AreEqual(a.Mac, MacOf("approval", proposal.Id, a.DecisionId, a.By.Subject, a.By.KeyOwner ?? "", a.ArgumentsHash, a.ViewHash, Micros.Of(a.At)));

    private static string? IdOf(RunEvent @event) => @event switch
    {
        RunEvent.ProposalApproved e => e.ProposalId,
        RunEvent.ProposalEdited e => e.ProposalId,
        _ => null,
    };

    // The view hash holds the title, the class, the definition and the policy's version.
    private string Of(string proposalId, string decisionId, Actor by, string argumentsHash, string viewHash, DateTimeOffset at, CallTerms terms) => MacOf(
        "approvalOnTerms", proposalId, decisionId, by.Subject, by.KeyOwner ?? "", argumentsHash, viewHash, Micros.Of(at), terms.ApprovalsNeeded, terms.Hold.Ticks);

    private static string NamesOf(Actor actor) => JsonSerializer.Serialize(new[] { actor.Subject, actor.KeyOwner });

    private string MacOf(params ReadOnlySpan<object> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, JsonSerializer.SerializeToUtf8Bytes(Array.ConvertAll(parts.ToArray(), p => p as string ?? $"{p}"))));

    private static bool AreEqual(string? recorded, string computed) =>
        recorded is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(recorded), Encoding.UTF8.GetBytes(computed));
}
