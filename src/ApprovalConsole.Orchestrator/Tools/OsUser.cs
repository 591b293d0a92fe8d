namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>A user of this machine.</summary>
internal sealed record OsUser(string Id, string GroupId, string Home)
{
    private const string Users = "/etc/passwd";

    /// <summary>Null where there is none of that name.</summary>
    public static OsUser? Find(string name) => !File.Exists(Users) ? null : File.ReadLines(Users).Select(line => line.Split(':'))
        .Where(fields => fields.Length >= 6 && fields[0] == name).Select(fields => new OsUser(fields[2], fields[3], fields[5])).FirstOrDefault();
}
