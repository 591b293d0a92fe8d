using System.Data.Common;
using System.Globalization;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Checks a console's log from its files alone, while the console runs or not: the command <c>verify</c>.</summary>
public sealed class LogFiles
{
    private readonly Store _store;

    private LogFiles(Store store, string heads, string? fingerprint) => (_store, Heads, Fingerprint) = (store, heads, fingerprint);

    /// <summary>The file, or what else names the database; without secrets.</summary>
    public string Database => _store.Name;

    /// <summary>Path of the exported heads.</summary>
    public string Heads { get; }

    /// <summary>Of the public key; null where it is not known.</summary>
    public string? Fingerprint { get; }

    /// <summary>Where the settings say that they are.</summary>
    /// <param name="database">Another: a file, or a connection string, by the provider that the settings name.</param>
    public static LogFiles Of(StorageOptions storage, AuditOptions audit, string contentRoot, string? database = null, string? heads = null, string? fingerprint = null)
    {
        var store = Stores.Of(database is null ? storage : Stores.Named(database, storage), contentRoot);
        var key = Path.Combine(store.KeysFolder, AuditKey.FileName);
        if (fingerprint is null && File.Exists(key))
        {
            using var opened = AuditKey.Open(store.KeysFolder);
            fingerprint = opened.Fingerprint;
        }

        return new(store, heads is null ? HeadsFile.Of(audit, store.KeysFolder, contentRoot).Path : Path.GetFullPath(heads), fingerprint);
    }

    /// <returns>Whether everything holds, and what to say.</returns>
    public (bool Ok, IReadOnlyList<string> Lines) Verify()
    {
        var heads = new HeadsFile(Heads).ReadAll();
        if (Witness.FirstBad(heads, Fingerprint) is { } unsigned) return (false, [$"BAD: {unsigned.What} ({Heads})."]);
        AuditReport report;
        try
        {
            using var connection = _store.OpenReadOnly();
            using var snapshot = _store.BeginSnapshot(connection);
            report = AuditVerification.Of(connection, Witness.RootsOf(heads));
            if (report.Ok && _store.TornIndex(connection) is { } torn) return (false, [$"BAD: {torn}."]);
        }
        catch (InvalidDataException e)
        {
            return (false, [$"BAD: {e.Message}."]);
        }
        catch (DbException e)
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
