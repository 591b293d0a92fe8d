using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>How a reversible call is taken back.</summary>
    public UndoRule? Undo { get; init; }

    /// <summary>People who must approve. Default 1; <see cref="Reversibility.Critical"/> needs at least 2.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>Time a person has before a proposal expires. Default 1 day. Expiry never approves.</summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(1);

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

    /// <summary>The argument that carries an idempotency key; only with one may a lost write be sent again.</summary>
    public string? IdempotencyArgument { get; init; }

    /// <summary>Keys this version does not know. Start-up and the editor refuse them by name: a check that is ignored protects nothing.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>Where the arguments satisfy a JSON Schema, the class is at least this.</summary>
public sealed record ClassRule(JsonElement When, Reversibility Reversibility);

/// <summary>The call that takes another back. Values in braces point into the call's arguments or, under <c>/result</c>, its result.</summary>
public sealed record UndoRule(string Tool, JsonElement Arguments);
