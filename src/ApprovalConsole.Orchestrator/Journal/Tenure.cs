using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>What one process at a time has: the right to write a database, and the connection that it writes on.</summary>
internal abstract class Tenure : IDisposable
{
    /// <summary>The writer's own.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>Told before and after texts are deleted that are to be gone.</summary>
    public virtual (string Before, string After)? WhileErasing => null;

    /// <summary>The connection is gone, and with it the right to write: see <see cref="Renew"/>.</summary>
    public virtual bool IsLost => false;

    /// <summary>How statements get there.</summary>
    public abstract Courier CreateCourier();

    public virtual DbTransaction Begin() => Connection.BeginTransaction();

    /// <summary>What a transaction begins with, sent along with the first questions.</summary>
    public virtual IReadOnlyList<Statement> Begins => [];

    /// <summary>They are answered.</summary>
    /// <exception cref="TenureEndedException">They say that another process writes now, or that this one must not.</exception>
    public virtual void HasBegun(IReadOnlyList<Statement> begins)
    {
    }

    /// <summary>For who looks at the log's end and writes nothing.</summary>
    public virtual DbTransaction BeginLook() => Begin();

    /// <summary>A commit was asked for and not answered: it may be there or not. Who asks gives the connection up.</summary>
    public virtual bool IsInDoubt(Exception failure) => false;

    /// <summary>A value in the batch is one that the database does not take: it is one caller's, and the others' can be written without it.</summary>
    public virtual bool IsOfOne(Exception failure) => failure is InvalidCastException or ArgumentException or FormatException or OverflowException;

    /// <summary>A statement names what is not there.</summary>
    public virtual bool IsOfSchema(Exception failure) => false;

    public virtual JournalTrouble TroubleOf(Exception failure) => JournalTrouble.Unknown;

    /// <summary>Takes what was lost once more. When it returns, nothing that was begun before can still be committed.</summary>
    /// <exception cref="TenureEndedException">Another process has it now: for good.</exception>
    public virtual void Renew()
    {
    }

    /// <summary>Texts were deleted, and what is left of them elsewhere in the store's files is to go, too.</summary>
    public abstract void DropRemains();

    /// <summary>The writer's connection is closed; the right to write stays until it is disposed.</summary>
    public virtual void Close()
    {
    }

    public abstract void Dispose();
}

/// <summary>Another process writes now: this one never does again.</summary>
internal sealed class TenureEndedException(string why) : Exception(why);
