using System.Data.Common;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.PostgreSql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Hears that another node has committed something, and has it looked at. What it did not hear of is found within the time between two looks.</summary>
internal sealed class Listener(Store store, AuditLog audit, SharedSessions sessions, SharedClaims claims, Owner self, ILogger<Listener> log) : BackgroundService
{
    private static readonly TimeSpan LooksAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(((PostgreSqlStore)store).ConnectionString, stoppingToken);
            }
            catch (Exception e) when (e is DbException or JournalUnavailableException or IOException or System.Net.Sockets.SocketException)
            {
                log.LogWarning("Other nodes are not heard just now: {Why}", e.Message);
                await Task.Delay(LooksAfter, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        var hasHeard = true;
        connection.Notification += (_, said) =>
        {
            if (!sessions.Hear(said.Payload) && !claims.Hear(said.Payload)) hasHeard |= said.Payload != self.Epoch;
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {OtherNodes.Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        while (true)
        {
            if (hasHeard)
            {
                hasHeard = false; // before the look: what is said during it is looked at again
                await audit.CaughtUpAsync(ct);
            }

            hasHeard |= !await connection.WaitAsync(LooksAfter, ct);
        }
    }
}
