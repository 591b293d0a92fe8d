using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Access;

/// <summary>Keys of programs, made and revoked in the console. Kept as hashes; a key is shown once. No key decides or configures.</summary>
public sealed class ApiKeys
{
    /// <summary>What a key may be given.</summary>
    public static readonly IReadOnlyList<string> MayHave = ["Operator", "Support", "Auditor"];

    private const string Prefix = "ack_";
    private const int KeyBytes = 32;

    private readonly PeopleJournal _journal;
    private readonly DecisionSeal _seal;
    private readonly TimeProvider _time;

    internal ApiKeys(PeopleJournal journal, DecisionSeal seal, TimeProvider time)
    {
        (_journal, _seal, _time) = (journal, seal, time);
        journal.Followed += @event =>
        {
            if (@event is PersonEvent.KeyRevoked { KeyId: var keyId }) Revoked?.Invoke(keyId);
        };
    }

    /// <summary>The id of the key that was revoked just now; raised once it is on the disk.</summary>
    public event Action<string>? Revoked;

    /// <summary>Those that open something, newest first.</summary>
    public IReadOnlyList<KeyView> All => [.. Living.Reverse().Select(k => new KeyView(k.KeyId, k.Name, k.Roles, k.MayAssert, k.By, k.At))];

    /// <returns>The key, this once; or why there is none.</returns>
    public async Task<(string? Key, Refusal? Refusal)> CreateAsync(string? name, IReadOnlyCollection<string> roles, MayAssert? mayAssert, Actor by, CancellationToken ct)
    {
        if (BlankText.Is(name) || name.Length > 100) return (null, new(RefusalCode.InvalidRequest, "name must have 1 to 100 characters."));
        if (Living.Any(k => k.Name == name)) return (null, new(RefusalCode.InvalidRequest, $"There is a key {name} already."));
        if (roles.Count == 0 || roles.Any(r => !MayHave.Contains(r))) return (null, new(RefusalCode.InvalidRequest, $"A key has one or more of the roles {string.Join(", ", MayHave)}."));
        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var now = _time.GetUtcNow();
        var created = new PersonEvent.KeyCreated($"{Guid.CreateVersion7(now):N}", name, HashOf(key), [.. roles], mayAssert, by, "", now);
        var isMade = await _journal.AppendAsync(_ => Living.Any(k => k.Name == name) ? null : created with { Mac = _seal.Of(created) }, ct);
        return isMade ? (key, null) : (null, new(RefusalCode.InvalidRequest, $"There is a key {name} already."));
    }

    /// <summary>Acts at once.</summary>
    public async Task<Refusal?> RevokeAsync(string keyId, Actor by, CancellationToken ct)
    {
        if (!await _journal.AppendAsync(_ => Opens(keyId) ? new PersonEvent.KeyRevoked(keyId, by, _time.GetUtcNow()) : null, ct)) return new(RefusalCode.InvalidRequest, "There is no such key.");
        Revoked?.Invoke(keyId);
        return null;
    }

    /// <summary>Whether the key of that id opens something still.</summary>
    public bool Opens(string keyId) => Living.Any(k => k.KeyId == keyId);

    /// <summary>Whose key it is; null where it opens nothing. Compares all hashes in the same time, whichever matches.</summary>
    public KeyView? Find(string key)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(key));
        KeyView? found = null;
        foreach (var living in All.Zip(Living.Reverse()))
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(living.Second.Hash))) found = living.First;
        return found;
    }

    /// <summary>Which key it was, of those that were revoked; null where it is none of them.</summary>
    public string? RevokedIdOf(string key)
    {
        var hash = HashOf(key);
        return _journal.Past.OfType<PersonEvent.KeyCreated>().FirstOrDefault(k => k.Hash == hash && _seal.Holds(k) && Living.All(l => l.KeyId != k.KeyId))?.KeyId;
    }

    private IEnumerable<PersonEvent.KeyCreated> Living
    {
        get
        {
            var past = _journal.Past;
            var revoked = past.OfType<PersonEvent.KeyRevoked>().Select(r => r.KeyId).ToHashSet();
            return past.OfType<PersonEvent.KeyCreated>().Where(k => !revoked.Contains(k.KeyId) && _seal.Holds(k));
        }
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>A key as admins see it: all but itself.</summary>
/// <param name="By">Who made it: who made a key does not approve what was asked for with it.</param>
public sealed record KeyView(string Id, string Name, ImmutableArray<string> Roles, MayAssert? MayAssert, Actor By, DateTimeOffset At);
