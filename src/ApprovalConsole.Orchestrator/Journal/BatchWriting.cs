using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The appends of one commit, as statements: all in one go where the store is a way off, and each by itself where one of them cannot be written, so that the others never hear of it.</summary>
internal sealed class BatchWriting(Courier courier, AuditChain chain, DeedMemory deeds, ForeignWrites foreign)
{
    /// <summary>Statements of appends that were written so far, for measuring.</summary>
    public long Statements { get; private set; }

    /// <returns>What became of each, if it is committed with the last statements.</returns>
    public (List<Appended> Answers, IReadOnlyList<Statement> Last) Write(Tenure tenure, DbTransaction transaction, IEnumerable<Append> appends)
    {
        List<AppendStatements> all = [.. appends.Select(append => new AppendStatements(append, deeds, tenure.WhileErasing))];
        List<AppendStatements> possible = [.. all.Where(a => a.Append.Taken is not { } taken || foreign.IsStill(taken))];
        if (!courier.SendsAhead || possible.Count == 1 || !AreWritten(transaction, possible)) possible.ForEach(append => WriteAlone(transaction, append));
        List<AppendStatements> written = [.. all.Where(a => a.Outcome is Appended.Committed)];
        List<Statement> last = [.. written.SelectMany(a => a.Entries(chain))]; // when nothing can undo an append any more but the batch's own failure
        Statements += written.Sum(a => a.All.Count) + last.Count;
        if (last.Count > 0) last.AddRange(foreign.Leave(chain.Written));
        return ([.. all.Select(a => a.Outcome)], last);
    }

    /// <returns>False where one of them cannot be written: then none is.</returns>
    private bool AreWritten(DbTransaction transaction, List<AppendStatements> appends)
    {
        courier.Send(transaction, [.. appends.SelectMany(a => a.All)], mayBeTakenBack: true);
        if (appends.TrueForAll(IsAccepted)) return true;
        courier.Back(transaction);
        deeds.Rollback();
        return false;
    }

    private void WriteAlone(DbTransaction transaction, AppendStatements append)
    {
        var mayBeTakenBack = append.LeavesSomethingBehind || courier.SendsAhead;
        courier.Send(transaction, append.All, mayBeTakenBack);
        if (!IsAccepted(append) && mayBeTakenBack) courier.Back(transaction);
    }

    private bool IsAccepted(AppendStatements append)
    {
        append.Outcome = append.WhyNot ?? Appended.Committed;
        if (append.Outcome is not Appended.Committed) return false;
        deeds.Add(append.Append.Rows.Select(r => r.Deed).OfType<Deed>());
        return true;
    }
}
