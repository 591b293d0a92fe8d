using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator;

/// <summary>The console ends: what is on its way is written, every connection is closed, the file is marked where all that it holds has been found well, and only then somebody else may work on it.</summary>
internal sealed class OrderlyEnd(JournalWriter writer, ReadPool databases, Store store, WholeCheck whole, Breach breach, FileAsLeft file)
{
    public void Run()
    {
        writer.Dispose();
        databases.Dispose();
        store.Close();
        file.Dispose();
        if (whole.IsOver && writer.WasAlone && breach.Findings.IsEmpty) file.Mark();
        store.Dispose();
    }
}
