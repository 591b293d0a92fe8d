using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Runs;

/// <summary>How a run goes on whose agent runs elsewhere: call by call, as they are sent.</summary>
/// <param name="Id">As the caller named it; empty where it is a single call that belongs to no session.</param>
/// <param name="IsOneCall">The run ends with its first call.</param>
/// <param name="Observes">Calls are checked and said what would become of; none is sent, and nobody is asked.</param>
/// <param name="IdleAfter">How long no call comes before the run ends.</param>
public sealed record OutsideSession(Payload Id, bool IsOneCall, bool Observes, TimeSpan IdleAfter)
{
    /// <summary>Calls by the hash of the idempotency key that they were asked for with: <see cref="HashOf"/>.</summary>
    public ImmutableDictionary<string, AskedCall> Asked { get; init; } = ImmutableDictionary<string, AskedCall>.Empty;

    /// <summary>A key is the caller's word and may name a person; the journal needs only to know it again.</summary>
    public static string HashOf(string idempotencyKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)));

    /// <summary>What makes two calls equal: the tool and the value of the arguments, however it is written. Arguments that are not JSON are equal to themselves.</summary>
    public static string FingerprintOf(string tool, string arguments) =>
        HashOf($"{tool}\n{(StrictJson.TryParse(arguments, out var value, out _) && value.ValueKind is JsonValueKind.Object ? CanonicalJson.Of(value) : arguments)}");
}

/// <summary>A call that was asked for with an idempotency key.</summary>
/// <param name="Fingerprint">Of what was asked: <see cref="OutsideSession.FingerprintOf"/>.</param>
public sealed record AskedCall(string CallId, string Fingerprint);

/// <summary>What would become of a call that is only observed, if it were not.</summary>
public enum WouldBe
{
    /// <summary>It would be sent at once.</summary>
    Executed,

    /// <summary>A person would be asked.</summary>
    Pending,
}
