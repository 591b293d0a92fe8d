using System.Net.Http.Headers;
using System.Text;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Hands signed heads to the witnesses: a file, and an address where one is set. Every minute, if the log has grown, and once at the end.</summary>
internal sealed class HeadExport(AuditLog audit, HeadsFile file, OutboundClients clients, IOptions<AuditOptions> options, TimeProvider time, ILogger<HeadExport> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient? _witness = options.Value.HeadsUrl is { } url ? clients.For(url, () => []) : null;
    private long _inFile;
    private long _posted;
    private bool _hasStopped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do await ExportAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Said once more in StopAsync.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_hasStopped) return; // a host may be told twice
        _hasStopped = true;
        await ExportAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _witness?.Dispose();
        base.Dispose();
    }

    /// <summary>A witness that cannot be reached is tried again the next time; the console goes on.</summary>
    private async Task ExportAsync(CancellationToken ct)
    {
        var head = audit.Head();
        try
        {
            if (head.Size > _inFile && !(file.Newest() is [.., var last] && last.Instance == head.Instance && last.Size >= head.Size)) file.Add(head); // another node may have said so
            _inFile = head.Size;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The audit log's head could not be added to {File}.", file.Path);
        }

        if (_witness is null || head.Size == _posted) return;
        var url = options.Value.HeadsUrl;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AnswerWithin);
        try
        {
            using var body = new StringContent(head.ToJson(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await _witness.PostAsync(url, body, patience.Token);
            answer.EnsureSuccessStatusCode();
            _posted = head.Size;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            log.LogError("The audit log's head could not be posted to {Url}: {Why}", url, e.Message);
        }
    }
}
