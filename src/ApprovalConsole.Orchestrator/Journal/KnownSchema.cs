using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Tables and indexes as the migrations make them. Whoever can write the database can put a trigger there, which acts inside the console's own transactions and may be gone when somebody
/// looks; or a table that deletes by itself, or a key that changes rows along with others. So the console starts, writes and sends on no other schema.</summary>
internal sealed class KnownSchema(Store store)
{
    private volatile Dictionary<string, string>? _known;

    /// <summary>What the console has none of; null where the database has none, either.</summary>
    public string? ActsByItself(DbConnection connection) => store.Schema.ActsByItself(connection);

    /// <summary>From now on any other than the migrations' is not the console's.</summary>
    public void Take() => _known = store.Schema.Known();

    /// <summary>A sentence; null where all is as it was taken.</summary>
    public string? WhyOther(DbConnection connection)
    {
        if (_known is not { } known) return ActsByItself(connection) is { } what ? InWords(what) : null;
        var now = store.Schema.Read(connection);
        var other = now.Where(n => known.GetValueOrDefault(n.Key) != n.Value).Select(n => n.Key).Concat(known.Keys.Except(now.Keys)).Order(StringComparer.Ordinal).FirstOrDefault();
        return other is null ? null : InWords(other);
    }

    private static string InWords(string what) => $"The database's {what} is not the console's, or not as the console makes it.";
}
