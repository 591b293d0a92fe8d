using System.Globalization;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>A user of this machine.</summary>
internal sealed record OsUser(string Id, string GroupId, string Home)
{
    private const string Users = "/etc/passwd";
    private const string Own = "/proc/self/status";

    /// <summary>Reads and writes whatever the console can: the superuser, and whoever the console itself runs as.</summary>
    public bool SeesAll => !uint.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0 || OwnIds().Contains(id);

    /// <summary>Null where there is none of that name.</summary>
    public static OsUser? Find(string name) => !File.Exists(Users) ? null : File.ReadLines(Users).Select(line => line.Split(':'))
        .Where(fields => fields.Length >= 6 && fields[0] == name).Select(fields => new OsUser(fields[2], fields[3], fields[5])).FirstOrDefault();

    // Real, effective, saved and file-system ids, as in: Uid: 1000 1000 1000 1000
    private static IEnumerable<uint> OwnIds() => File.ReadLines(Own).First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1..].Select(id => uint.Parse(id, CultureInfo.InvariantCulture));
}
