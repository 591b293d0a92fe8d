using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Web.Security;

/// <summary>What whoever starts a run may claim of the person it acts for.</summary>
public sealed class AssertionBounds
{
    /// <summary>By subject, off mode <c>Local</c>; <c>*</c> is for all that have no entry of their own.</summary>
    public const string Section = "Authentication:MayAssert";

    private const string KeySubject = "key:";

    private readonly SignInMode _mode;
    private readonly LocalUsers _users;
    private readonly ApiKeys _keys;
    private readonly IReadOnlyDictionary<string, MayAssert> _settings;

    internal AssertionBounds(SignInMode mode, LocalUsers users, ApiKeys keys, IReadOnlyDictionary<string, MayAssert> settings) =>
        (_mode, _users, _keys, _settings) = (mode, users, keys, settings);

    public Refusal? WhyNot(Actor by, RunRequest request) =>
        BoundFor(by, request)?.WhyNot(request.Agent ?? "", request.OnBehalfOf?.Subject ?? "", [.. request.OnBehalfOf?.Permissions ?? []]) is { } beyond
            ? new(RefusalCode.BeyondAuthority, $"This goes beyond what you may assert: {beyond}.") : null;

    // What a token says is not the caller's claim.
    private MayAssert? BoundFor(Actor by, RunRequest request) => BoundOf(by.Subject) is { } bound
        ? request.OnBehalfOf?.Token is null ? bound : bound with { Subjects = null, Permissions = null } : null;

    // Unset means anything on one's own machine, and nothing elsewhere.
    private MayAssert? BoundOf(string subject) => _mode is not SignInMode.Local
        ? _settings.GetValueOrDefault(subject) ?? _settings.GetValueOrDefault("*") ?? MayAssert.Nothing
        : subject.StartsWith(KeySubject, StringComparison.Ordinal) ? _keys.All.FirstOrDefault(k => k.Id == subject[KeySubject.Length..]) is { } key ? key.MayAssert : MayAssert.Nothing
        : _users.Find(subject)?.MayAssert;
}
