using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Tools as admins see and set them.</summary>
public sealed class Policies
{
    private readonly ToolCatalog _catalog;
    private readonly PolicyBook _book;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;
    private readonly bool _oneMayWeaken;

    internal Policies(ToolCatalog catalog, PolicyBook book, RefusedAttempts attempts, TimeProvider time, bool oneMayWeaken) =>
        (_catalog, _book, _attempts, _time, _oneMayWeaken) = (catalog, book, attempts, time, oneMayWeaken);

    public IReadOnlyList<ToolView> All => [.. _catalog.All.Select(ToolView.Of)];

    /// <summary>Where tools come from: also a server that does not answer and of whose tools nothing is known.</summary>
    public IReadOnlyList<SourceView> Sources => [.. _catalog.Sources.Select(s => new SourceView(s.Name, s.Unreachable is null ? "Connected" : "Unreachable", s.Unreachable, s.Tools))];

    /// <summary>Ids of tools that were admitted once, or that a policy is for, and that their server does not offer, though it answers: it has dropped them, or they are misspelled.</summary>
    public IReadOnlyList<string> NotOffered => [.. _catalog.NotOffered];

    public ToolView? Find(string toolId) => _catalog.Find(toolId) is { } tool ? ToolView.Of(tool) : null;

    /// <summary>Every version of the tool's policy, newest first; null where there is no such tool.</summary>
    public IReadOnlyList<PolicyVersionView>? Versions(string toolId) => _catalog.Find(toolId) is null ? null
        : [.. _book.Versions(toolId).Select(v => new PolicyVersionView(v.Version, v.Set.At, v.Set.By.Name, v.Set.ConfirmedBy?.Name, v.Set.Policy, v.IsSealed)).Reverse()];

    /// <summary>Policies that wait for another admin; null where there is no such tool.</summary>
    public IReadOnlyList<PolicyChangeView>? OpenChanges(string toolId) => _catalog.Find(toolId) is null ? null
        : [.. _book.OpenChanges(toolId).Select(c => new PolicyChangeView(c.ChangeId, c.Version, c.At, c.By.Name, c.Policy))];

    /// <summary>What keeps the policy from being enforced as it stands, by its key (<c>Checks:0:Range</c>); empty where nothing does.</summary>
    public IReadOnlyList<(string Key, string Problem)> FaultsOf(string toolId, ToolPolicy policy)
    {
        var definition = _catalog.Find(toolId)?.Definition;
        var faults = PolicyFaults.All(policy, definition?.Schema, _time.GetUtcNow());
        if (PolicyFaults.First(policy, _time.GetUtcNow()) is null) faults = faults.Concat(LookUpFaults.Of(policy, _catalog.Find));
        if (definition?.OutputSchema is { } declared) faults = faults.Concat(PolicyFaults.MisplacedInResult(policy, declared));
        if (policy.Probe is { Tool.Length: > 0 } probe) faults = faults.Concat(ProbeFaults.Of(probe, _catalog.Find(probe.Tool)));
        return policy.Undo?.Tool is { Length: > 0 } back && _catalog.Find(back) is null ? [.. faults, ("Undo:Tool", $"names {back}, and there is no such tool: nothing could be taken back")] : [.. faults];
    }

    /// <summary>Who proposed the change: somebody else must agree to it.</summary>
    public bool IsProposer(string toolId, string changeId, Actor by) => _book.FindChange(toolId, changeId) is { } change && by.IsSameAs(change.By);

    /// <summary>Why another admin has to agree before the policy holds, in words; empty where none has to.</summary>
    public IReadOnlyList<string> WhySecondAdmin(string toolId, ToolPolicy policy)
    {
        var asksNobody = StandingFaults.IsAskedFor(policy);
        if (_oneMayWeaken && !asksNobody) return [];
        if (PolicyFaults.First(policy, _time.GetUtcNow()) is not null) return asksNobody ? ["calls go unasked"] : []; // refused for its faults, whoever agrees
        var weaker = Baselines(toolId).SelectMany(before => PolicyWeakening.Of(before, policy)).Distinct().ToImmutableArray();
        return weaker.IsEmpty && asksNobody ? ["calls go unasked"] : weaker;
    }

    /// <summary>What holds; and where that forbids, what held before: forbidding acts at once, so under its cover everything else could be taken away.</summary>
    private IEnumerable<ToolPolicy> Baselines(string toolId)
    {
        var now = _book.For(toolId).Policy;
        yield return now;
        if (now.Reversibility is Reversibility.Forbidden
            && _book.Versions(toolId).Where(v => v.IsSealed).Select(v => v.Set.Policy).LastOrDefault(p => p.Reversibility is not Reversibility.Forbidden) is { } allowed) yield return allowed;
    }

    /// <summary>Whether the policy needs two admins.</summary>
    public bool NeedsSecondAdmin(string toolId, ToolPolicy policy) => WhySecondAdmin(toolId, policy).Count > 0;

    /// <summary>Lays down a policy; it holds from the next validation on.</summary>
    /// <param name="expectedVersion">The version that was edited; another means that someone was faster.</param>
    /// <returns>Null where it was taken.</returns>
    public async Task<Refusal?> SetAsync(string toolId, ToolPolicy policy, int expectedVersion, Actor by, CancellationToken ct) =>
        await NotedAsync("policy", toolId, by, await LayDownAsync(toolId, policy, expectedVersion, by, ct));

    private async Task<Refusal?> LayDownAsync(string toolId, ToolPolicy policy, int expectedVersion, Actor by, CancellationToken ct)
    {
        if (WhyNot(toolId, policy, expectedVersion) is { } refusal) return refusal;
        if (WhySecondAdmin(toolId, policy) is [var why, ..]) return new(RefusalCode.InvalidRequest, $"This needs a second admin, for {why}: propose it.");
        return await _book.SetAsync(toolId, policy, expectedVersion, by, ct) ? null : FasterOne;
    }

    /// <summary>Keeps a policy that needs two admins for the second one.</summary>
    /// <returns>The id of the change, or why not.</returns>
    public async Task<(string? ChangeId, Refusal? Refusal)> ProposeAsync(string toolId, ToolPolicy policy, int expectedVersion, Actor by, CancellationToken ct)
    {
        if (WhyNot(toolId, policy, expectedVersion) is { } refusal) return (null, await NotedAsync("policy", toolId, by, refusal));
        return await _book.ProposeAsync(toolId, policy, expectedVersion, by, ct) is { } id ? (id, null) : (null, await NotedAsync("policy", toolId, by, FasterOne));
    }

    /// <summary>Agrees, as another admin than the one who proposed: the policy holds from the next validation on.</summary>
    public async Task<Refusal?> ConfirmAsync(string toolId, string changeId, Actor by, CancellationToken ct) =>
        await NotedAsync("policy confirmation", toolId, by, await AgreeAsync(toolId, changeId, by, ct));

    private async Task<Refusal?> AgreeAsync(string toolId, string changeId, Actor by, CancellationToken ct)
    {
        if (_book.FindChange(toolId, changeId) is not { } change) return Unknown(changeId);
        if (by.IsSameAs(change.By)) return new(RefusalCode.SeparationOfDuties, "Who proposed a policy cannot agree to it: another admin must.");
        if (WhyNot(toolId, change.Policy, change.Version) is { } refusal) return refusal;
        return await _book.ConfirmAsync(change, by, ct) ? null : FasterOne;
    }

    /// <summary>Closes a proposed policy; it never held.</summary>
    public async Task<Refusal?> RejectAsync(string toolId, string changeId, Actor by, CancellationToken ct) =>
        await NotedAsync("policy rejection", toolId, by, await _book.RejectAsync(toolId, changeId, by, ct) ? null : Unknown(changeId));

    /// <summary>Admits the tool as it is defined now.</summary>
    /// <param name="definitionHash">Of the definition that the admin has looked at.</param>
    public async Task<Refusal?> AdmitAsync(string toolId, string definitionHash, Actor by, CancellationToken ct)
    {
        if (_catalog.Find(toolId) is null) return new(RefusalCode.UnknownTool, $"There is no tool {toolId}.");
        return await _catalog.AdmitAsync(toolId, definitionHash, by, ct) ? null
            : await NotedAsync("admission", toolId, by, new(RefusalCode.Changed, "The tool is defined otherwise by now: look at it again."));
    }

    private async Task<Refusal?> NotedAsync(string what, string toolId, Actor by, Refusal? refusal)
    {
        await _attempts.NoteAsync(what, by, toolId, toolId, refusal);
        return refusal;
    }

    private static Refusal FasterOne => new(RefusalCode.PolicyChanged, "Someone else has just changed the policy.");

    private static Refusal Unknown(string changeId) => new(RefusalCode.UnknownChange, $"There is no open change {changeId}.");

    private Refusal? WhyNot(string toolId, ToolPolicy policy, int expectedVersion)
    {
        if (_catalog.Find(toolId) is not { } tool) return new(RefusalCode.UnknownTool, $"There is no tool {toolId}.");
        if (FaultsOf(toolId, policy) is [var fault, ..]) return new(RefusalCode.InvalidRequest, $"{fault.Key} {fault.Problem}.");
        return tool.PolicyVersion == expectedVersion ? null : new(RefusalCode.PolicyChanged, $"The policy is at version {tool.PolicyVersion}; you edited version {expectedVersion}.");
    }
}
