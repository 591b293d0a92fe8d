using System.Text.Json;
using ApprovalConsole.SampleDesk;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.SampleDesk;

/// <summary>A fresh desk in a folder of its own.</summary>
public sealed class DeskFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("desk-");

    private DeskFixture() { }

    public SupportDesk Desk { get; private set; } = null!;
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero));
    public string Database => Path.Combine(_folder.FullName, "desk.db");
    public string Outbox => Path.Combine(_folder.FullName, "outbox");
    public string[] Mails => Directory.Exists(Outbox) ? Directory.GetFiles(Outbox) : [];

    public static async Task<DeskFixture> OpenAsync()
    {
        var fixture = new DeskFixture();
        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync() => Desk = await SupportDesk.OpenAsync(Database, Outbox, Time, TestContext.Current.CancellationToken);

    public async Task<JsonElement> CallAsync(string tool, object arguments)
    {
        var values = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(a => a.Name, object? (a) => a.Value);
        return (JsonElement)(await Desk.Tools.Single(t => t.Name == tool).InvokeAsync(new AIFunctionArguments(values), TestContext.Current.CancellationToken))!;
    }

    public async Task<JsonElement> OrderAsync(string id) => await CallAsync("get_order", new { order_id = id });
    public async Task<JsonElement> TicketAsync(string id) => await CallAsync("get_ticket", new { ticket_id = id });

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, DefaultTimeout = 10 }.ConnectionString))
            SqliteConnection.ClearPool(connection);
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
