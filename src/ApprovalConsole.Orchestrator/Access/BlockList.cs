using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Access;

/// <summary>Who does nothing here any more, whatever the identity provider says of them.</summary>
public sealed class BlockList
{
    private readonly PeopleJournal _journal;
    private readonly DecisionSeal _seal;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;

    internal BlockList(PeopleJournal journal, DecisionSeal seal, RefusedAttempts attempts, TimeProvider time)
    {
        (_journal, _seal, _attempts, _time) = (journal, seal, attempts, time);
        journal.Followed += @event =>
        {
            if (@event is PersonEvent.Blocked { Subject: var subject }) Blocked?.Invoke(subject);
        };
    }

    /// <summary>What whoever is blocked is told.</summary>
    public static readonly Refusal Refusal = new(RefusalCode.Blocked, "An admin has blocked you: nothing of yours is taken.");

    /// <summary>The subject that was blocked just now; raised once it is on the disk.</summary>
    public event Action<string>? Blocked;

    public IReadOnlyList<BlockView> All => [.. _journal.Past.OfType<PersonEvent.Blocked>().Reverse().DistinctBy(b => b.Subject, StringComparer.OrdinalIgnoreCase)
        .Where(b => Holds(b.Subject)).Select(b => new BlockView(b.Subject, b.Name.Text ?? b.Subject, b.Reason.Text ?? "", b.By.Name, b.At))];

    /// <summary>Who was ever blocked, and when last those were who are back.</summary>
    internal ImmutableArray<Blocking> Ever => [.. _journal.Past.OfType<PersonEvent.Blocked>().GroupBy(b => b.Subject, StringComparer.OrdinalIgnoreCase).Select(g => Holds(g.Key) ? Blocking.Still(g.Key) : new(g.Key, g.Max(b => b.At)))];

    /// <summary>Whether what somebody said then counts no more where it has not come to anything yet: they were blocked since.</summary>
    internal bool Voids(Actor by, DateTimeOffset said) => Ever.Any(b => b.Voids(by, said));

    /// <summary>Nobody was blocked or let in since this was read.</summary>
    internal Premise StillSo => RowStatements.StillAt(PeopleJournal.Stream, _journal.Past.Length);

    /// <summary>Waits for whoever is being written down just now.</summary>
    /// <returns>False where somebody else has written there.</returns>
    internal Task<bool> CatchUpAsync(CancellationToken ct) => _journal.CatchUpAsync(ct);

    /// <summary>Whether nothing is taken of whoever acts: who is blocked is so with every key of theirs, too.</summary>
    public bool Holds(Actor by) => Holds(by.Subject) || (by.KeyOwner is { } owner && Holds(owner));

    public bool Holds(string subject) => _journal.Past.LastOrDefault(e => IsAbout(e, subject)) is PersonEvent.Blocked;

    /// <summary>Acts at once: their sessions end, their open pages close, nothing of theirs is taken any more.</summary>
    /// <returns>Null where it was taken.</returns>
    public async Task<Refusal?> BlockAsync(string? subject, string? name, string? reason, Actor by, CancellationToken ct)
    {
        if (BlankText.Is(subject) || subject.Length > 200) return await RefuseAsync("block", by, RefusalCode.InvalidRequest, "subject must say who: 1 to 200 characters.");
        if (BlankText.Is(reason)) return await RefuseAsync("block", by, RefusalCode.ReasonMissing, "reason is missing: say why nothing of theirs is to be taken.");
        if (by.IsCalled(subject)) return await RefuseAsync("block", by, RefusalCode.SeparationOfDuties, "Nobody blocks themselves: another admin must.");
        await _journal.AppendAsync(_ => Holds(subject) ? null : new PersonEvent.Blocked(subject, name ?? subject, reason, by, _time.GetUtcNow()), ct);
        Blocked?.Invoke(subject);
        return null;
    }

    /// <summary>Lets them in again, as another than themselves.</summary>
    public async Task<Refusal?> UnblockAsync(string? subject, Actor by, CancellationToken ct)
    {
        if (subject is null || !Holds(subject)) return await RefuseAsync("unblock", by, RefusalCode.InvalidRequest, $"{subject} is not blocked.");
        if (by.IsCalled(subject)) return await RefuseAsync("unblock", by, RefusalCode.SeparationOfDuties, "Nobody lets themselves in again: another admin must.");
        var unblocked = new PersonEvent.Unblocked(subject, by, "", _time.GetUtcNow());
        await _journal.AppendAsync(_ => Holds(subject) ? unblocked with { Mac = _seal.Of(unblocked) } : null, ct);
        return null;
    }

    // The log says who tried, not whom they meant: what it says cannot be erased.
    private async Task<Refusal> RefuseAsync(string what, Actor by, RefusalCode code, string message)
    {
        var refusal = new Refusal(code, message);
        await _attempts.NoteAsync(what, by, null, "people", refusal);
        return refusal;
    }

    // One that does not carry the console's mark was not written here, and lets nobody in.
    private bool IsAbout(PersonEvent @event, string subject) => @event switch
    {
        PersonEvent.Blocked b => IsSame(b.Subject, subject),
        PersonEvent.Unblocked u => IsSame(u.Subject, subject) && _seal.Holds(u),
        _ => false,
    };

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Somebody who is blocked, and why.</summary>
public sealed record BlockView(string Subject, string Name, string Reason, string By, DateTimeOffset At);
