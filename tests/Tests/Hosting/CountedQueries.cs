using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>What whoever made this asks the database, by way of the console's parts, and nobody beside them.</summary>
/// <remarks>Make it before the console is started: where nobody listened at first, it is not looked again for a second.</remarks>
internal sealed class CountedQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly AsyncLocal<bool> _isOurs = new();

    public CountedQueries() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Each with its values.</summary>
    public IReadOnlyCollection<string> All => _asked;

    public int Count => _asked.Count;

    /// <summary>Counts from here on, in the caller's own course: what a console had begun before goes on uncounted.</summary>
    public void Begin()
    {
        _isOurs.Value = true;
        _asked.Clear();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == EntityFramework) _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted", Value: CommandExecutedEventData { Command: { } command } }) return;
        if (_isOurs.Value) _asked.Enqueue($"{command.CommandText} [{string.Join(", ", command.Parameters.Cast<DbParameter>().Select(p => p.Value))}]");
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private const string EntityFramework = "Microsoft.EntityFrameworkCore";
}
