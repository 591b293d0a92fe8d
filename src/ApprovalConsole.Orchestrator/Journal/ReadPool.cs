using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Databases that stay open between reads: opening one costs more than most of what is read here.</summary>
internal sealed class ReadPool(Store store) : IDisposable
{
    private readonly ConcurrentBag<ConsoleDb> _idle = [];

    public async Task<T> ReadAsync<T>(Func<ConsoleDb, Task<T>> read)
    {
        if (!_idle.TryTake(out var database))
        {
            database = store.Create();
            await database.Database.OpenConnectionAsync();
        }

        try
        {
            var result = await read(database);
            _idle.Add(database);
            return result;
        }
        catch
        {
            await database.DisposeAsync(); // whatever state it is in, nobody else gets it
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var database)) database.Dispose();
    }
}
