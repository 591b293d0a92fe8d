using System.Net.Http.Headers;
using System.Text;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Hands signed heads to the witnesses: a file, and an address where one is set. Every minute, if the log has grown, and once at the end.</summary>
internal sealed class HeadExport(AuditLog audit, HeadsFile file, IOptions<AuditOptions> options, TimeProvider time, ILogger<HeadExport> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
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
        _http.Dispose();
        base.Dispose();
    }

    /// <summary>A witness that cannot be reached is tried again the next time; the console goes on.</summary>
    private async Task ExportAsync(CancellationToken ct)
    {
        var head = audit.Head();
        try
        {
            if (head.Size > _inFile) file.Add(head);
            _inFile = head.Size;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The audit log's head could not be added to {File}.", file.Path);
        }

        if (options.Value.HeadsUrl is not { } url || head.Size == _posted) return;
        try
        {
            using var body = new StringContent(head.ToJson(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await _http.PostAsync(url, body, ct);
            answer.EnsureSuccessStatusCode();
            _posted = head.Size;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            log.LogError("The audit log's head could not be posted to {Url}: {Why}", url, e.Message);
        }
    }
}
