using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Whether anybody but the writer has written to the database since the writer opened it. All that the console writes goes through the one writer, so whatever else was written, tables and indexes alike, was
/// somebody else's doing: it need not be found where it is to be known for what it is.</summary>
internal abstract class ForeignWrites
{
    /// <summary>From now on, on the writer's connection.</summary>
    public abstract void Watch(DbConnection connection);

    /// <summary>What is asked within the writer's transaction, where nobody else writes any more.</summary>
    public abstract Statement Look();

    /// <summary>Goes by the answer.</summary>
    /// <param name="committed">The log as the writer left it.</param>
    /// <returns>A sentence, once for what was written; null where nothing was.</returns>
    public abstract string? Found(Statement look, LogState committed);

    /// <summary>Others may write, too: other nodes, whom this one follows.</summary>
    public virtual bool AreMany => false;

    /// <summary>Likewise, for who takes over what other nodes have written: when it returns, all that they committed before is known here.</summary>
    /// <param name="chain">With nothing in it that is not on the disk.</param>
    public virtual string? Follow(Statement look, Func<string, object?[], DbCommand> prepare, AuditChain chain) => Found(look, chain.Committed);

    /// <summary>No other node has written to the books since.</summary>
    public virtual bool IsStill(long taken) => true;

    /// <summary>Within the writer's transaction, last: what other nodes go by.</summary>
    public virtual IEnumerable<Statement> Leave(LogState written) => [];
}
