using System.Globalization;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Checks a console's log from its files alone, while the console runs or not: the command <c>verify</c>.</summary>
/// <param name="Database">Path of the SQLite file.</param>
/// <param name="Heads">Path of the exported heads.</param>
/// <param name="Fingerprint">Of the public key; null where it is not known.</param>
public sealed record LogFiles(string Database, string Heads, string? Fingerprint)
{
    /// <summary>Where the settings say that they are.</summary>
    public static LogFiles Of(StorageOptions storage, AuditOptions audit, string contentRoot, string? database = null, string? heads = null, string? fingerprint = null)
    {
        if (database is not null) storage = new() { ConnectionString = $"Data Source={Path.GetFullPath(database)}", KeysFolder = storage.KeysFolder };
        var path = DatabasePath.Of(storage, contentRoot);
        var key = Path.Combine(path.KeysFolder, AuditKey.FileName);
        if (fingerprint is null && File.Exists(key))
        {
            using var opened = AuditKey.Open(path.KeysFolder);
            fingerprint = opened.Fingerprint;
        }

        return new(path.Value, heads is null ? HeadsFile.Of(audit, path, contentRoot).Path : Path.GetFullPath(heads), fingerprint);
    }

    /// <returns>Whether everything holds, and what to say.</returns>
    public (bool Ok, IReadOnlyList<string> Lines) Verify()
    {
        if (!File.Exists(Database)) return (false, [$"BAD: there is no database {Database}."]);
        var heads = new HeadsFile(Heads).ReadAll();
        if (Witness.FirstBad(heads, Fingerprint) is { } unsigned) return (false, [$"BAD: {unsigned.What} ({Heads})."]);
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        AuditReport report;
        try
        {
            report = AuditVerification.Of(connection, Witness.RootsOf(heads));
            if (report.Ok && IndexCheck.FirstBad(connection) is { } torn) return (false, [$"BAD: {torn}."]);
        }
        catch (SqliteException e)
        {
            return (false, [$"BAD: the database cannot be read: {e.Message}"]);
        }

        if (report.FirstBad is { } bad)
            return (false, [bad.Seq is { } seq ? string.Create(CultureInfo.InvariantCulture, $"BAD: entry {seq}: {bad.What}.") : $"BAD: {bad.What}."]);
        return (true,
        [
            string.Create(CultureInfo.InvariantCulture, $"ok: {report.Log.Size} entries of console {report.Instance}, root {Convert.ToHexStringLower(report.Log.Root)}"),
            heads.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"ok: {heads.Count} signed heads agree, the last of {heads[^1]!.Size} entries at {heads[^1]!.At:u}")
                : $"no exported heads at {Heads}: a tail that was cut, or a whole log that was written anew, would not be noticed",
            Fingerprint is { } known ? $"key {known}" : heads.Count > 0 ? $"key {AuditSignature.FingerprintOf(heads[0]!.Key)}, which was compared with nothing: give --key" : "no key is known",
        ]);
    }
}
