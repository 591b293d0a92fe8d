using ApprovalConsole.Orchestrator;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>A page or part that reads, and reads again whenever the feed says so.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private LiveRefresh? _refresh;
    private Timer? _again;

    /// <summary>Of the whole page; null where none was given.</summary>
    [CascadingParameter]
    public RenderPace? Pace { get; set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _refresh?.Dispose();
        _again?.Dispose();
    }

    /// <summary>Call before the first read: subscribe, then read; the other order loses a change. Follows nothing while prerendering.</summary>
    protected void Follow(LiveFeed feed, IEnumerable<Topic> topics, Action<string>? onFoam = null)
    {
        _refresh?.Dispose();
        _refresh = RendererInfo.IsInteractive ? new(feed, topics, committed => InvokeAsync(() => LookAgainAsync(committed)), onFoam, Pace) : null;
    }

    /// <summary>Reads once more after this time, for what ends without anybody's doing. A later call takes the place of an earlier one.</summary>
    protected void ReadAgainAfter(TimeSpan span)
    {
        if (_refresh is not { } refresh) return;
        _again?.Dispose();
        _again = new(_ => refresh.Nudge(), null, span > TimeSpan.Zero ? span : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Reads what was committed into the view.</summary>
    protected abstract Task ReadAsync();

    private async Task LookAgainAsync(bool committed)
    {
        try
        {
            if (committed) await ReadAsync();
            StateHasChanged();
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e); // the error boundary says so; the next nudge may find the database back
        }
    }
}
