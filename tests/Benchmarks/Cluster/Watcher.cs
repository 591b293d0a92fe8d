using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>Follows a run to its end on one node, and on another once that is gone; goes on where it was, as browsers do.</summary>
internal sealed class Watcher(string run, Func<ClusterNode> any)
{
    private int _last;

    public string Run => run;

    /// <summary>Events that came, each the next of the one before.</summary>
    public int Seen => _last;

    /// <summary>An event that was missing, or came twice or too early; null: none.</summary>
    public string? Found { get; private set; }

    public async Task ToItsEndAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await FollowAsync(any().Clerks.Operator, ct)) return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                await Task.Delay(50, ct);
            }
        }
    }

    /// <returns>Whether the run has ended.</returns>
    private async Task<bool> FollowAsync(HttpClient caller, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (_last > 0) request.Headers.Add("Last-Event-ID", _last.ToString(CultureInfo.InvariantCulture));
        using var response = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.StatusCode is HttpStatusCode.NoContent) return true;
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(ct))
        {
            if (item.EventId is not { } id) continue;
            var version = int.Parse(id, CultureInfo.InvariantCulture);
            if (version != _last + 1) Found ??= $"{run}: event {version} came after {_last}";
            _last = version;
        }

        return false; // ended or cut: asked once more, it says which
    }
}
