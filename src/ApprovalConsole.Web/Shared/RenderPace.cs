namespace ApprovalConsole.Web.Shared;

/// <summary>How often one page is drawn anew for what others do: in the long run eight times a second, however many of its parts follow the same news.</summary>
/// <remarks>What follows one commit is drawn at once: only a page that has had more than its share waits.</remarks>
public sealed class RenderPace(TimeProvider time)
{
    /// <summary>Parts of a page that may be drawn at once before one waits for another. With them it is ten times a second over four seconds, and fewer over more.</summary>
    public const int AtOnce = 8;

    /// <summary>In the long run.</summary>
    public const int EachSecond = 8;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1) / EachSecond;

    // Longer than it takes until the next card is there, and shorter than anybody looks for what has become of the last one.
    private static readonly TimeSpan Own = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private DateTimeOffset _owedUntil;
    private DateTimeOffset _notBefore;

    /// <summary>Whoever looks has just answered: what they wait for comes first. Their own answer is news to every part of the page, and these would all read before the next card does.</summary>
    public void OwnFirst()
    {
        lock (_lock) _notBefore = time.GetUtcNow() + Own;
    }

    /// <summary>Completes when it is the asker's turn.</summary>
    public Task TurnAsync()
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var owed = _owedUntil > now ? _owedUntil : now;
            wait = owed - now - (Each * (AtOnce - 1));
            if (_notBefore - now > wait) wait = _notBefore - now;
            _owedUntil = owed + Each;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time) : Task.CompletedTask;
    }
}
