using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What an admin has laid down for a tool. The defaults are the safe side: without a policy a tool is irreversible.</summary>
public record ToolPolicy
{
    public Reversibility Reversibility { get; init; } = Reversibility.Irreversible;

    /// <summary>The sentence a reviewer reads first, with JSON pointers into the arguments in braces: <c>Refund {/amount} on {/order_id}</c>.
    /// Null: the tool's name and every argument.</summary>
    public string? Title { get; init; }

    /// <summary>What would happen, in few words: <c>1 order, {/amount} USD</c>.</summary>
    public string? Effect { get; init; }

    /// <summary>Pointers to the arguments that decide. Empty: all of them.</summary>
    public ImmutableArray<string> Decisive { get; init; } = [];

    /// <summary>Pointers to the arguments that name the target: two calls with equal values are the same deed. Empty: all arguments.</summary>
    public ImmutableArray<string> EffectKey { get; init; } = [];

    /// <summary>Conditions that raise the class.</summary>
    public ImmutableArray<ClassRule> Rules { get; init; } = [];

    /// <summary>Permissions the principal needs, all of them.</summary>
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary>Whether the values are plausible. Every check must hold.</summary>
    public ImmutableArray<CheckRule> Checks { get; init; } = [];

    /// <summary>Whether this principal may make this call. Every rule must hold.</summary>
    public ImmutableArray<AuthorizationRule> Authorization { get; init; } = [];

    /// <summary>Values that are looked up to be shown; a decision rests on them.</summary>
    public ImmutableArray<FactRule> Facts { get; init; } = [];

    /// <summary>What the run must have seen a value in, at least, by the argument's pointer: <c>{ "/order_id": "record" }</c>.</summary>
    public ImmutableSortedDictionary<string, string> RequireGrounded { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Who may approve what: one of them must hold. Empty: every reviewer, everything.</summary>
    public ImmutableArray<ReviewerRule> Reviewers { get; init; } = [];

    /// <summary>Who is asked about an irreversible call. <see cref="Asking.ByRule"/> needs <see cref="Standing"/> and two admins.</summary>
    public Asking Approval { get; init; } = Asking.Person;

    /// <summary>The bounds within which irreversible calls go unasked.</summary>
    public StandingRule? Standing { get; init; }

    /// <summary>How a reversible call is taken back.</summary>
    public UndoRule? Undo { get; init; }

    /// <summary>People who must approve. Default 1; <see cref="Reversibility.Critical"/> needs at least 2.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>Time a person has before a proposal expires. Default 1 day. Expiry never approves.</summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Who is told of a proposal that waits for too long; null: nobody but those who look.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>Time from the decision within which the call must be sent. Default 15 minutes.</summary>
    public TimeSpan ApprovalValidFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Delay between approval and sending in which it can be recalled. Default none.</summary>
    public int HoldSeconds { get; init; }

    /// <summary>Time one call may take. Default 30 s. A write that takes longer has an unknown outcome.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Does not wait for, and is not withdrawn with, the other writes of its step.</summary>
    public bool Independent { get; init; }

    /// <summary>Results may hold a third party's words; they ground nothing.</summary>
    public bool Untrusted { get; init; }

    /// <summary>Fields that people see masked; null: none.</summary>
    public SensitiveFields? Sensitive { get; init; }

    /// <summary>The argument that carries an idempotency key; only with one may a lost write be sent again.</summary>
    public string? IdempotencyArgument { get; init; }

    /// <summary>How it is found out whether a call happened whose answer never came; null: by people.</summary>
    public ProbeRule? Probe { get; init; }

    /// <summary>Time from when the outcome became unknown after which a probe that finds nothing settles that the call did not happen. Null: it never does, a person has to.</summary>
    public TimeSpan? ProbeFinalAfter { get; init; }

    /// <summary>Keys this version does not know. Start-up and the editor refuse them by name: a check that is ignored protects nothing.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>Where the arguments satisfy a JSON Schema, the class is at least this.</summary>
public sealed record ClassRule(JsonElement When, Reversibility Reversibility);

/// <summary>The call that takes another back. In its arguments <c>{/order_id}</c> stands for the call's argument, <c>{result/note_id}</c> for a part of
/// its result, <c>{facts/status}</c> for a fact that was looked up before it was made.</summary>
/// <param name="Still">What must still be so: if the object has changed since, taking the call back would undo somebody else's work.</param>
public sealed record UndoRule(string Tool, JsonElement Arguments, OwnsRule? Still = null);

/// <summary>Who is asked.</summary>
public enum Asking
{
    Person,
    ByRule,
}

/// <summary>A reviewer of the group, or any reviewer, may approve arguments that satisfy the schema, or edit to such.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReviewerRule(string? Group = null, JsonElement? Within = null);

/// <summary>Irreversible calls that two admins have approved beforehand, within bounds.</summary>
/// <param name="When">JSON Schema of the arguments.</param>
/// <param name="Quotas">At least one per principal and one for all (<see cref="QuotaScope.Tool"/>). Where one is used up, a person is asked.</param>
/// <param name="ExpiresAt">At most 90 days after it was made.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StandingRule(JsonElement When, ImmutableArray<QuotaRule> Quotas, DateTimeOffset ExpiresAt);
