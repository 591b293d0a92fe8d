using System.Security.Claims;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Masking;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>The one way from whoever is signed in to somebody from whom an order or a decision is taken. Who is not let in is written down.</summary>
public sealed class Doorkeeper
{
    private readonly SignInMode _mode;
    private readonly Sessions _sessions;
    private readonly BlockList _blocks;
    private readonly RefusedAttempts _attempts;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    internal Doorkeeper(SignInMode mode, Sessions sessions, BlockList blocks, RefusedAttempts attempts, IOptions<SignInOptions> options, TimeProvider time) =>
        (_mode, _sessions, _blocks, _attempts, _options, _time) = (mode, sessions, blocks, attempts, options.Value, time);

    /// <summary>For an order: a person in one of the roles, not blocked, whom the provider confirmed a moment ago.</summary>
    /// <param name="roles">A list, as <c>[Authorize]</c> reads it.</param>
    /// <param name="at">The address; null: a page.</param>
    public async Task<Entry> ForOrderAsync(ClaimsPrincipal user, Channel channel, string roles, CancellationToken ct, string? at = null) =>
        await NotedAsync("order", user, channel, at, await InPersonAsync(user, channel, roles, ct));

    /// <summary>For what programs may ask, too: to start a run, or to hold something back.</summary>
    /// <inheritdoc cref="ForOrderAsync"/>
    public async Task<Entry> ForRequestAsync(ClaimsPrincipal user, Channel channel, string roles, CancellationToken ct, string? at = null) =>
        await NotedAsync("request", user, channel, at, await EnterAsync(user, channel, roles, ct));

    /// <summary>For a decision: a reviewer in person.</summary>
    /// <inheritdoc cref="ForOrderAsync"/>
    public async Task<Entry> ForDecisionAsync(ClaimsPrincipal user, Channel channel, CancellationToken ct, string? at = null) =>
        await NotedAsync("decision", user, channel, at, await ReviewerAsync(user, channel, ct));

    /// <summary>Who looks at a proposal: whether a decision of theirs would be taken by this door. Nobody is asked for that; a decision itself asks again.</summary>
    public Reader ReaderOf(ClaimsPrincipal user, Channel channel)
    {
        var (by, isOpen) = (Actors.Of(user, channel), _mode is SignInMode.Local || channel is not Channel.Api);
        var mayDecide = user.IsInRole(Roles.Reviewer) && PersonClaims.IsPerson(user) && !_blocks.Holds(by.Subject) && (isOpen || _options.DecisionsByApi);
        return new(by, mayDecide) { MayDecideCritical = isOpen };
    }

    /// <summary>Who has a session now.</summary>
    public IEnumerable<(string Subject, string Name)> SignedIn => _sessions.All.Select(s => (s.Subject, s.Name)).Distinct();

    private async Task<Entry> EnterAsync(ClaimsPrincipal user, Channel channel, string roles, CancellationToken ct)
    {
        if (user.Identity?.IsAuthenticated != true || Actors.SubjectOf(user) is null) return Refuse(RefusalCode.SignInAgain, "Nobody is signed in.");
        if (!roles.Split(',').Any(user.IsInRole)) return Refuse(RefusalCode.BeyondAuthority, "Your roles do not allow this.");
        if (_blocks.Holds(Actors.Of(user, channel))) return new(null, BlockList.Refusal);
        if (user.FindFirstValue(PersonClaims.Session) is null) // a page is for who has signed in there: a token has doors of its own
            return channel is Channel.Page ? Refuse(RefusalCode.SignInAgain, "What is pressed on a page takes a sign-in in the browser.") : new(Actors.Of(user, channel), null);
        if (_sessions.Find(user) is not { } session) return Ended;
        return await _sessions.ConfirmAsync(session, _options.ConfirmWithin, ct) switch
        {
            Confirmed.Yes => new(Actors.Of(user, channel), null),
            Confirmed.No => Ended,
            _ => Refuse(RefusalCode.CouldNotCheck, "The identity provider does not answer, so it cannot be said whether you may. Nothing was recorded; try again."),
        };
    }

    private async Task<Entry> InPersonAsync(ClaimsPrincipal user, Channel channel, string roles, CancellationToken ct)
    {
        var entry = await EnterAsync(user, channel, roles, ct);
        if (entry.Refusal is not null) return entry;
        if (!PersonClaims.IsPerson(user)) return Refuse(RefusalCode.BeyondAuthority, "Programs and agents never do this: a person does.");
        var isFresh = _mode is SignInMode.Local || _sessions.Find(user) is not null || _time.GetUtcNow() - PersonClaims.IssuedAtOf(user) <= _options.ConfirmWithin + _options.TokensAreBackdatedBy;
        return isFresh ? entry : Refuse(RefusalCode.SignInAgain, $"This needs a token that was issued at most {_options.ConfirmWithin.TotalSeconds:0} s ago.");
    }

    private async Task<Entry> ReviewerAsync(ClaimsPrincipal user, Channel channel, CancellationToken ct)
    {
        var entry = await InPersonAsync(user, channel, Roles.Reviewer, ct);
        if (entry.Refusal is not null || _mode is SignInMode.Local) return entry;
        if (channel is not Channel.Api) return entry with { WhyNotCritical = WhyNotRecent(user) };
        return _options.DecisionsByApi ? entry with { WhyNotCritical = new(RefusalCode.BeyondAuthority, "A critical call is decided in the console, never by API.") }
            : Refuse(RefusalCode.BeyondAuthority, "Decisions are made in the console: Authentication:DecisionsByApi is off.");
    }

    private async Task<Entry> NotedAsync(string what, ClaimsPrincipal user, Channel channel, string? at, Entry entry)
    {
        var by = Actors.SubjectOf(user) is null ? null : Actors.Of(user, channel);
        await _attempts.NoteAsync(what, by, null, at ?? "a page", entry.Refusal);
        return entry;
    }

    private Refusal? WhyNotRecent(ClaimsPrincipal user)
    {
        var isRecent = _sessions.Find(user) is { AuthenticatedAt: { } at } session && _time.GetUtcNow() - at <= _options.StepUpWithin
            && (_options.StepUpContext is not { Length: > 0 } context || session.Contexts.Contains(context));
        return isRecent ? null : new(RefusalCode.SignInAgain, $"A critical call needs a sign-in that is at most {_options.StepUpWithin.TotalMinutes:0.#} minutes old: sign in again.");
    }

    private static Entry Ended => Refuse(RefusalCode.SignInAgain, "Your session has ended: sign in again.");

    private static Entry Refuse(RefusalCode code, string message) => new(null, new(code, message));
}

/// <summary>Who may act, or why not.</summary>
/// <param name="WhyNotCritical">Why not about critical calls; null where about those, too.</param>
public sealed record Entry(Actor? Actor, Refusal? Refusal, Refusal? WhyNotCritical = null);
