using System.Security.Claims;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>The one way from whoever is signed in to somebody from whom an order or a decision is taken.</summary>
public sealed class Doorkeeper
{
    private readonly SignInMode _mode;
    private readonly Sessions _sessions;
    private readonly BlockList _blocks;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    internal Doorkeeper(SignInMode mode, Sessions sessions, BlockList blocks, IOptions<SignInOptions> options, TimeProvider time) =>
        (_mode, _sessions, _blocks, _options, _time) = (mode, sessions, blocks, options.Value, time);

    /// <summary>For an order of somebody in one of the roles, who is not blocked and whom the provider confirmed a moment ago.</summary>
    /// <param name="roles">A list, as <c>[Authorize]</c> reads it.</param>
    public async Task<Entry> ForOrderAsync(ClaimsPrincipal user, Channel channel, string roles, CancellationToken ct)
    {
        if (user.Identity?.IsAuthenticated != true || Actors.SubjectOf(user) is not { } subject) return Refuse(RefusalCode.SignInAgain, "Nobody is signed in.");
        if (!roles.Split(',').Any(user.IsInRole)) return Refuse(RefusalCode.BeyondAuthority, "Your roles do not allow this.");
        if (_blocks.Holds(subject)) return Refuse(RefusalCode.Blocked, "An admin has blocked you: nothing of yours is taken.");
        if (user.FindFirstValue(PersonClaims.Session) is null) return new(Actors.Of(user, channel), null);
        if (_sessions.Find(user) is not { } session) return Ended;
        return await _sessions.ConfirmAsync(session, _options.ConfirmWithin, ct) switch
        {
            Confirmed.Yes => new(Actors.Of(user, channel), null),
            Confirmed.No => Ended,
            _ => Refuse(RefusalCode.CouldNotCheck, "The identity provider does not answer, so it cannot be said whether you may. Nothing was recorded; try again."),
        };
    }

    /// <summary>For a decision: a reviewer in person.</summary>
    public async Task<Entry> ForDecisionAsync(ClaimsPrincipal user, Channel channel, CancellationToken ct)
    {
        var entry = await ForOrderAsync(user, channel, Roles.Reviewer, ct);
        if (entry.Refusal is not null) return entry;
        if (!PersonClaims.IsPerson(user)) return Refuse(RefusalCode.BeyondAuthority, "Programs and agents never decide: a person does.");
        if (_mode is SignInMode.Local) return entry;
        if (channel is not Channel.Api) return entry with { WhyNotCritical = WhyNotRecent(user) };
        if (!_options.DecisionsByApi) return Refuse(RefusalCode.BeyondAuthority, "Decisions are made in the console: Authentication:DecisionsByApi is off.");
        var isFresh = _sessions.Find(user) is not null || _time.GetUtcNow() - PersonClaims.IssuedAtOf(user) <= _options.ConfirmWithin + _options.TokensAreBackdatedBy;
        return isFresh ? entry with { WhyNotCritical = new(RefusalCode.BeyondAuthority, "A critical call is decided in the console, never by API.") }
            : Refuse(RefusalCode.SignInAgain, $"A decision needs a token that was issued at most {_options.ConfirmWithin.TotalSeconds:0} s ago.");
    }

    /// <summary>Who has a session now.</summary>
    public IEnumerable<(string Subject, string Name)> SignedIn => _sessions.All.Select(s => (s.Subject, s.Name)).Distinct();

    private Refusal? WhyNotRecent(ClaimsPrincipal user)
    {
        var now = _time.GetUtcNow();
        var isRecent = _sessions.Find(user) is { } session && (_options.StepUpContext is { Length: > 0 } context
            ? session.Contexts.Contains(context) && now - session.SignedInAt <= _options.StepUpWithin
            : session.AuthenticatedAt is { } at && now - at <= _options.StepUpWithin);
        return isRecent ? null : new(RefusalCode.SignInAgain, $"A critical call needs a sign-in that is at most {_options.StepUpWithin.TotalMinutes:0.#} minutes old: sign in again.");
    }

    private static Entry Ended => Refuse(RefusalCode.SignInAgain, "Your session has ended: sign in again.");

    private static Entry Refuse(RefusalCode code, string message) => new(null, new(code, message));
}

/// <summary>Who may act, or why not.</summary>
/// <param name="WhyNotCritical">Why not about critical calls; null where about those, too.</param>
public sealed record Entry(Actor? Actor, Refusal? Refusal, Refusal? WhyNotCritical = null);
