using System.Data.Common;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>PostgreSQL has nothing that tells a session soundly whether others have written. Others are kept out by their rights, and what they do is found by the log, the marks and what the process remembers. What is
/// looked at here is that the log still ends where the writer left it: nobody has added to it, and nobody has cut it.</summary>
internal sealed class LogEnd : ForeignWrites
{
    private const string Last = """SELECT "Chain" FROM "audit" ORDER BY "Seq" DESC LIMIT 1""";

    private byte[] _told = [];

    public override void Watch(DbConnection connection)
    {
    }

    public override Statement Look() => new(Last) { IsQuestion = true };

    public override string? Found(Statement look, LogState committed)
    {
        var there = look.Value as byte[] ?? [];
        if (there.AsSpan().SequenceEqual(committed.Chain) || (there.Length == 0 && committed.Size == 0) || there.AsSpan().SequenceEqual(_told)) return null;
        _told = there;
        return "Somebody else has written to the audit log while the console worked on it.";
    }
}
