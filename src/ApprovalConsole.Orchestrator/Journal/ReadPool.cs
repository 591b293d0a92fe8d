using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Databases that stay open between reads: opening one costs more than most of what is read here.</summary>
internal sealed class ReadPool(Store store) : IDisposable
{
    private readonly ConcurrentBag<ConsoleDb> _idle = [];

    /// <summary>A connection that was cut off while nobody read on it, and the others with it, is found out by the first who reads: that read is done again.</summary>
    public async Task<T> ReadAsync<T>(Func<ConsoleDb, Task<T>> read)
    {
        for (var mayBeCutOff = true; ; mayBeCutOff = false)
        {
            if (!_idle.TryTake(out var database))
            {
                database = store.Create();
                await database.Database.OpenConnectionAsync();
            }

            try
            {
                var result = await read(database);
                if (_idle.Count < store.MostIdle) _idle.Add(database);
                else await database.DisposeAsync();
                return result;
            }
            catch
            {
                var isCutOff = database.Database.GetDbConnection().State is not ConnectionState.Open;
                await database.DisposeAsync(); // whatever state it is in, nobody else gets it
                if (!isCutOff || !mayBeCutOff) throw;
                Dispose();
                store.ForgetConnections();
            }
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var database)) database.Dispose();
    }
}
