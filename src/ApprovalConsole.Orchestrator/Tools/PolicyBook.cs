using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The policies in force. Every version is journaled, those that come from the settings too: an approval is bound to a version, so
/// other settings must be another version. Each carries the console's mark.</summary>
internal sealed class PolicyBook
{
    private readonly IReadOnlyDictionary<string, ToolPolicy> _settings;
    private readonly ToolJournal _journal;
    private readonly DecisionSeal _seal;
    private readonly BlockList _blocks;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyBook> _log;

    /// <exception cref="SettingException">A policy cannot be enforced as it stands.</exception>
    public PolicyBook(IReadOnlyDictionary<string, ToolPolicy> settings, ToolJournal journal, DecisionSeal seal, BlockList blocks, TimeProvider time, ILogger<PolicyBook> log)
    {
        (_settings, _journal, _seal, _blocks, _time, _log) = (settings, journal, seal, blocks, time, log);
        foreach (var (id, policy) in settings)
        {
            if (StandingFaults.IsAskedFor(policy)) throw new SettingException($"Tools:{id}:Approval", "is made in the console by two admins: a standing approval cannot come from the settings");
            if (PolicyFaults.First(policy, time.GetUtcNow()) is { } fault) throw new SettingException($"Tools:{id}:{fault.Key}", fault.Problem);
        }
    }

    public event Action? Changed;

    /// <summary>Another number whenever a policy, or an admitted definition, may be another.</summary>
    public int Revision => _journal.Revision;

    /// <summary>Which fields of which tools are sensitive now; also of tools that are not there any more.</summary>
    public SensitiveMarks SensitiveNow() => SensitiveMarks.Of([.. Tools.Select(id => (id, For(id).Policy, SchemaOf(id)))]);

    private JsonElement? SchemaOf(string toolId) => _journal.Of(toolId).OfType<ToolEvent.Admitted>().LastOrDefault(a => a.ToolId == toolId && _seal.Holds(a)) is { } admitted
        && JsonElement.Parse(admitted.Definition).TryGetProperty("inputSchema", out var schema) ? schema : null;

    /// <summary>Every tool that anything was laid down for, also those that are not there any more.</summary>
    public IEnumerable<string> Tools => _journal.Tools;

    /// <summary>The tool's policy; version 0 where nobody laid one down.</summary>
    public PolicyInForce For(string toolId) => InForce(toolId, _journal.Of(toolId));

    /// <summary>Every version, oldest first, with whether it carries the console's mark.</summary>
    public IEnumerable<(ToolEvent.PolicySet Set, int Version, bool IsSealed)> Versions(string toolId) =>
        _journal.Of(toolId).OfType<ToolEvent.PolicySet>().Select((set, i) => (set, i + 1, IsSealed(toolId, set, i + 1)));

    /// <summary>How long who had a hand in a policy lets none of its irreversible calls go.</summary>
    public static readonly TimeSpan EditorsStandBackFor = TimeSpan.FromDays(30);

    /// <summary>Whether the person laid down, or agreed to, a version since then.</summary>
    /// <param name="orLast">Or, however long ago, the last one.</param>
    public bool HadAHand(string toolId, Actor person, DateTimeOffset since, bool orLast)
    {
        var versions = _journal.Of(toolId).OfType<ToolEvent.PolicySet>().Where(s => s.By.Channel is not Channel.Console).ToList();
        return versions.Where((set, i) => set.At >= since || (orLast && i == versions.Count - 1))
            .Any(set => person.IsSameAs(set.By) || (set.ConfirmedBy is { } second && person.IsSameAs(second)));
    }

    /// <summary>Proposed policies that another admin can still agree to.</summary>
    public IEnumerable<ToolEvent.PolicyChangeProposed> OpenChanges(string toolId) => Standing(Open(toolId, _journal.Of(toolId)));

    /// <summary>A proposed policy that nobody turned down, also where the version has moved since.</summary>
    public ToolEvent.PolicyChangeProposed? FindChange(string toolId, string changeId) => Standing(NotRejected(toolId, _journal.Of(toolId))).FirstOrDefault(c => c.ChangeId == changeId);

    /// <summary>Reads what is in force, and takes in settings that are not what they were. Where an admin has had a say, the stricter class
    /// holds and the rest stays as the admin left it, but for a standing approval: that was for what held before.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await _journal.LoadAsync(ct);
        foreach (var id in _journal.Tools)
            if (For(id) is { Version: > 0, IsSealed: false })
                _log.LogError("The policy of {Tool} does not carry the console's mark: it was not laid down here. The tool is forbidden until an admin lays one down.", id);
        foreach (var (id, policy) in _settings)
        {
            var (now, hash) = (For(id), PolicyJson.HashOf(policy));
            if (now.SettingsHash == hash) continue;
            var stricter = now.Policy with
            {
                Reversibility = (Reversibility)Math.Max((int)now.Policy.Reversibility, (int)policy.Reversibility), Approval = Asking.Person, Standing = null,
                Sensitive = SensitiveFields.Both(now.Policy.Sensitive, policy.Sensitive),
            };
            await WriteAsync(id, now.Version, () => new(id, now.Version + 1, now.ByAdmin ? stricter : policy, hash, Actor.Console, "", _time.GetUtcNow()), ct);
        }
    }

    /// <summary>Takes over what was laid down of a tool on another node.</summary>
    public async Task ReadOnAsync(string stream, CancellationToken ct)
    {
        await _journal.ReadOnAsync(stream, ct);
        Changed?.Invoke();
    }

    /// <summary>Lays down an admin's version, the next after <paramref name="edited"/>.</summary>
    /// <returns>False where someone else was faster.</returns>
    public async Task<bool> SetAsync(string toolId, ToolPolicy policy, int edited, Actor by, CancellationToken ct) =>
        Announced(await WriteAsync(toolId, edited, () => new(toolId, edited + 1, policy, SettingsHashOf(toolId), by, "", _time.GetUtcNow()), ct));

    /// <summary>Lays down what one admin proposed and another agrees to.</summary>
    /// <returns>False where someone else was faster: the version has moved, or the change was turned down.</returns>
    public async Task<bool> ConfirmAsync(ToolEvent.PolicyChangeProposed change, Actor by, CancellationToken ct) => Announced(await _journal.AppendAsync(
        change.ToolId, past => Standing(Open(change.ToolId, past)).Contains(change)
            ? Marked(new(change.ToolId, change.Version + 1, change.Policy, SettingsHashOf(change.ToolId), change.By, "", _time.GetUtcNow()) { ConfirmedBy = by }) : null, ct) is not null);

    /// <summary>Keeps a policy for another admin to agree to.</summary>
    /// <returns>Null where someone else has moved the version.</returns>
    public async Task<string?> ProposeAsync(string toolId, ToolPolicy policy, int edited, Actor by, CancellationToken ct)
    {
        var change = new ToolEvent.PolicyChangeProposed(toolId, $"{Guid.CreateVersion7():N}", edited, policy, by, "", _time.GetUtcNow());
        change = change with { Mac = _seal.Of(change) };
        return Announced(await _journal.AppendAsync(toolId, past => VersionOf(past) == edited ? change : null, ct) is not null) ? change.ChangeId : null;
    }

    /// <returns>False where it is not open any more.</returns>
    public async Task<bool> RejectAsync(string toolId, string changeId, Actor by, CancellationToken ct) => Announced(await _journal.AppendAsync(
        toolId, past => Open(toolId, past).Any(c => c.ChangeId == changeId) ? new ToolEvent.PolicyChangeRejected(toolId, changeId, by, _time.GetUtcNow()) : null, ct) is not null);

    /// <summary>Closes what somebody proposed who has been blocked since; nobody could agree to it any more.</summary>
    public async Task CloseLapsedAsync(CancellationToken ct)
    {
        foreach (var id in _journal.Tools)
            foreach (var lapsed in Open(id, _journal.Of(id)).Where(HasLapsed).ToList()) await RejectAsync(id, lapsed.ChangeId, Actor.Console, ct);
    }

    private IEnumerable<ToolEvent.PolicyChangeProposed> Standing(IEnumerable<ToolEvent.PolicyChangeProposed> changes) => changes.Where(c => !HasLapsed(c));

    private bool HasLapsed(ToolEvent.PolicyChangeProposed change) => _blocks.Voids(change.By, change.At);

    private static int VersionOf(ImmutableArray<ToolEvent> past) => past.OfType<ToolEvent.PolicySet>().Count();

    private IEnumerable<ToolEvent.PolicyChangeProposed> Open(string toolId, ImmutableArray<ToolEvent> past) => NotRejected(toolId, past).Where(c => c.Version == VersionOf(past));

    private IEnumerable<ToolEvent.PolicyChangeProposed> NotRejected(string toolId, ImmutableArray<ToolEvent> past)
    {
        var rejected = past.OfType<ToolEvent.PolicyChangeRejected>().Select(r => r.ChangeId).ToHashSet();
        return past.OfType<ToolEvent.PolicyChangeProposed>().Where(c => c.ToolId == toolId && !rejected.Contains(c.ChangeId) && _seal.Holds(c));
    }

    // The count tells a version that was copied to the end by hand from the one that was laid down last.
    private bool IsSealed(string toolId, ToolEvent.PolicySet set, int version) => set.ToolId == toolId && set.Version == version && _seal.Holds(set);

    private PolicyInForce InForce(string toolId, ImmutableArray<ToolEvent> past)
    {
        var all = past.OfType<ToolEvent.PolicySet>().ToList();
        if (all is not [.., var last]) return PolicyInForce.None;
        var isSealed = IsSealed(toolId, last, all.Count);
        var policy = isSealed ? last.Policy : new ToolPolicy { Reversibility = Reversibility.Forbidden, Sensitive = LastSealed(toolId, all)?.Sensitive };
        return new(policy, all.Count, last.SettingsHash, all.Exists(e => e.By.Channel is not Channel.Console)) { IsSealed = isSealed, By = last.By, ConfirmedBy = last.ConfirmedBy };
    }

    // What was masked stays so, whoever wrote over the policy.
    private ToolPolicy? LastSealed(string toolId, List<ToolEvent.PolicySet> all) => all.Where((set, i) => IsSealed(toolId, set, i + 1)).LastOrDefault()?.Policy;

    private async Task<bool> WriteAsync(string toolId, int edited, Func<ToolEvent.PolicySet> next, CancellationToken ct) => await _journal.AppendAsync(
        toolId, past => VersionOf(past) == edited ? Marked(next()) : null, ct) is not null;

    private ToolEvent.PolicySet Marked(ToolEvent.PolicySet set) => set with { Mac = _seal.Of(set) };

    private string SettingsHashOf(string toolId) => _settings.TryGetValue(toolId, out var settings) ? PolicyJson.HashOf(settings) : "";

    private bool Announced(bool isWritten)
    {
        if (!isWritten) return false;
        Changed?.Invoke();
        return true;
    }
}

/// <summary>A policy with its version and where it came from.</summary>
/// <param name="SettingsHash">Of the settings' own policy that this version knows of.</param>
/// <param name="ByAdmin">An admin has had a say in it.</param>
internal sealed record PolicyInForce(ToolPolicy Policy, int Version, string SettingsHash, bool ByAdmin)
{
    public static readonly PolicyInForce None = new(new(), 0, "", false);

    public bool IsSealed { get; init; }

    public Actor? By { get; init; }

    public Actor? ConfirmedBy { get; init; }
}
