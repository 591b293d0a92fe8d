namespace ApprovalConsole.Web.Shared;

/// <summary>How often one page is drawn anew for what others do: in the long run ten times a second, however many of its parts follow the same news.</summary>
/// <remarks>What follows one commit is drawn at once: only a page that has had more than its share waits.</remarks>
public sealed class RenderPace(TimeProvider time)
{
    /// <summary>Parts of a page that may be drawn at once before one waits for another.</summary>
    public const int AtOnce = 10;

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private DateTimeOffset _owedUntil;

    /// <summary>Completes when it is the asker's turn.</summary>
    public Task TurnAsync()
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var owed = _owedUntil > now ? _owedUntil : now;
            wait = owed - now - (Each * (AtOnce - 1));
            _owedUntil = owed + Each;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time) : Task.CompletedTask;
    }
}
