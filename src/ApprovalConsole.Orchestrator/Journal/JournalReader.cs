using System.Globalization;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>One event with its place in the stream.</summary>
internal sealed record ReadEvent<TEvent>(int Version, string Name, DateTimeOffset At, TEvent Event)
{
    /// <summary>In characters, with its texts.</summary>
    public int Size { get; init; }
}

/// <summary>Reads streams back.</summary>
internal sealed class JournalReader(ReadPool databases)
{
    // Plain statements: each turn on a paused run starts with these two.
    private const string Entries = """SELECT "Version", "Name", "At", "Data" FROM "journal" WHERE "Stream" = @p0 AND "Version" > @p1 ORDER BY "Version" LIMIT @p2""";
    private const string Version = """SELECT COALESCE(MAX("Version"), 0) FROM "journal" WHERE "Stream" = @p0""";
    private const string Texts = """SELECT "Version", "Slot", "Salt", "Text" FROM "payloads" WHERE "Stream" = @p0 AND "Version" > @p1 AND "Version" <= @p2""";

    /// <summary>The stream's events after a version, oldest first.</summary>
    public Task<IReadOnlyList<ReadEvent<TEvent>>> ReadAsync<TEvent>(string stream, int after, int take, CancellationToken ct) where TEvent : class =>
        databases.ReadAsync(database => ReadAsync<TEvent>(database, stream, after, take, ct));

    /// <summary>All of the stream's events, as an open database has them in the transaction that it is in.</summary>
    public static Task<IReadOnlyList<ReadEvent<TEvent>>> ReadAsync<TEvent>(ConsoleDb database, string stream, CancellationToken ct) where TEvent : class =>
        ReadAsync<TEvent>(database, stream, after: 0, int.MaxValue, ct);

    /// <summary>The stream's events as they are once its texts are erased.</summary>
    public Task<IReadOnlyList<TEvent>> ReadWithoutTextsAsync<TEvent>(string stream, CancellationToken ct) where TEvent : class => databases.ReadAsync<IReadOnlyList<TEvent>>(async database =>
        [.. (await EntriesAsync(database, stream, 0, int.MaxValue, ct)).Select(e => e.Decode<TEvent>(EventCodec.NoTexts).Event)]);

    /// <summary>The stream's last event; null where it has none.</summary>
    public Task<ReadEvent<TEvent>?> LastAsync<TEvent>(string stream, CancellationToken ct) where TEvent : class => databases.ReadAsync(async database =>
    {
        var version = await database.Journal.AsNoTracking().Where(e => e.Stream == stream).MaxAsync(e => (int?)e.Version, ct) ?? 0;
        return (await ReadAsync<TEvent>(database, stream, version - 1, 1, ct)).SingleOrDefault();
    });

    /// <summary>Of the stream's last event; 0 where it has none.</summary>
    public Task<int> VersionAsync(string stream, CancellationToken ct) => databases.ReadAsync(async database =>
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), Version, stream);
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    });

    /// <summary>The streams whose names start so. The prefix ends in a slash, after which only a zero sorts.</summary>
    public Task<List<string>> StreamsAsync(string prefix, CancellationToken ct) => databases.ReadAsync(database => database.Journal.AsNoTracking()
        .Where(e => string.Compare(e.Stream, prefix) >= 0 && string.Compare(e.Stream, prefix.Replace('/', '0')) < 0).Select(e => e.Stream).Distinct().ToListAsync(ct));

    /// <summary>When the journal was last written: a sign of life of whoever wrote it. Null where it is empty.</summary>
    public Task<DateTimeOffset?> LastWrittenAtAsync(CancellationToken ct) => databases.ReadAsync(async database =>
    {
        var at = await database.Journal.AsNoTracking().OrderByDescending(e => e.Position).Select(e => (long?)e.At).FirstOrDefaultAsync(ct);
        return at is { } micros ? Micros.ToInstant(micros) : (DateTimeOffset?)null;
    });

    private static async Task<IReadOnlyList<ReadEvent<TEvent>>> ReadAsync<TEvent>(ConsoleDb database, string stream, int after, int take, CancellationToken ct)
        where TEvent : class
    {
        var entries = await EntriesAsync(database, stream, after, take, ct);
        if (entries.Count == 0) return [];
        var texts = await TextsAsync(database, stream, after, entries[^1].Version, ct);
        return [.. entries.Select(e => e.Decode<TEvent>(texts.GetValueOrDefault(e.Version, EventCodec.NoTexts)))];
    }

    private static async Task<List<Entry>> EntriesAsync(ConsoleDb database, string stream, int after, int take, CancellationToken ct)
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), Entries, stream, after, take);
        await using var row = await command.ExecuteReaderAsync(ct);
        var entries = new List<Entry>();
        while (await row.ReadAsync(ct)) entries.Add(new(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3)));
        return entries;
    }

    private static async Task<Dictionary<int, IReadOnlyDictionary<int, EncodedPayload>>> TextsAsync(ConsoleDb database, string stream, int after, int last, CancellationToken ct)
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), Texts, stream, after, last);
        await using var row = await command.ExecuteReaderAsync(ct);
        var texts = new Dictionary<int, IReadOnlyDictionary<int, EncodedPayload>>();
        while (await row.ReadAsync(ct))
        {
            if (!texts.TryGetValue(row.GetInt32(0), out var ofEvent)) texts.Add(row.GetInt32(0), ofEvent = new Dictionary<int, EncodedPayload>());
            ((Dictionary<int, EncodedPayload>)ofEvent).Add(row.GetInt32(1), new((byte[])row[2], StoredText.Read(row.GetString(3))));
        }

        return texts;
    }

    private sealed record Entry(int Version, string Name, long At, string Data)
    {
        public ReadEvent<TEvent> Decode<TEvent>(IReadOnlyDictionary<int, EncodedPayload> texts) where TEvent : class => new(Version, Name, Micros.ToInstant(At), EventCodec.Decode<TEvent>(Data, texts)) { Size = Data.Length + texts.Values.Sum(t => t.Text.Length) };
    }
}
