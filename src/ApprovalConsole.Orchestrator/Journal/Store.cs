using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The database that holds the journal, and all that differs from one provider to another. Nothing else asks which one it is.</summary>
internal abstract class Store : IDisposable
{
    private readonly Lock _lock = new();
    private Tenure? _tenure;

    /// <summary>As messages name it; without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>What no copy of the database has in common with it, in words; without secrets.</summary>
    public abstract string PlaceOf(DbConnection connection);

    /// <summary>Of the keys that must not lie in the database.</summary>
    public abstract string KeysFolder { get; }

    /// <summary>The only file of a database that nobody but this process works on; null where there is none.</summary>
    public virtual string? FilePath => null;

    /// <summary>Where tools that run as processes must not read.</summary>
    public abstract string DataFolder { get; }

    public abstract StoreSchema Schema { get; }

    /// <summary>Databases that are kept open while nobody reads.</summary>
    public virtual int MostIdle => int.MaxValue;

    /// <summary>How the writer finds out that it is not alone.</summary>
    public abstract ForeignWrites CreateForeignWrites();

    /// <summary>What a transaction begins with that is not the writer's own and writes all the same; null where nobody else could write meanwhile.</summary>
    public virtual string? TakesTurn => null;

    /// <summary>The right to write, taken when it is first asked for.</summary>
    /// <exception cref="Settings.SettingException">Another process has it, or the database cannot be reached.</exception>
    public Tenure Tenure
    {
        get { lock (_lock) return _tenure ??= Take(); }
    }

    /// <summary>Not open yet.</summary>
    public abstract ConsoleDb Create();

    /// <summary>What all migrations together make, in a database that has nothing yet: where there is a shorter way to it than one after the other.</summary>
    public virtual Task MakeFirstTablesAsync(ConsoleDb database, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What has to be done before the migrations. Nobody else is at work here, or waits until what comes back is disposed.</summary>
    public virtual Task<IAsyncDisposable?> PrepareAsync(ConsoleDb database, CancellationToken ct) => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>Everything that is read in it is of one moment; whoever writes goes on meanwhile.</summary>
    public abstract DbTransaction BeginSnapshot(DbConnection connection);

    /// <summary>For whoever only looks, while a console works on it or not.</summary>
    /// <exception cref="InvalidDataException">There is no such database, or it cannot be opened.</exception>
    public abstract DbConnection OpenReadOnly();

    /// <summary>Whether every index says the same as its table. What is looked up goes by indexes, and one that was made to leave a row out hides it from whoever looks.
    /// Takes time with the size of the database.</summary>
    /// <returns>What was found first; null where all is well.</returns>
    public abstract string? TornIndex(DbConnection connection);

    /// <summary>Those that nobody uses are closed.</summary>
    public virtual void ForgetConnections()
    {
    }

    /// <summary>The last step of an end in order: no connection is left, and nobody else has the right to write yet.</summary>
    public void Close()
    {
        lock (_lock) _tenure?.Close();
        ForgetConnections();
    }

    public virtual void Dispose()
    {
        lock (_lock)
        {
            _tenure?.Dispose();
            _tenure = null;
        }
    }

    protected abstract Tenure Take();
}
