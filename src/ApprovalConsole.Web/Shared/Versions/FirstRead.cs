namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>How long a change has been on somebody's page. Where another one came up in the place of the one that they had read, a press that was meant for the first agrees to nothing.</summary>
internal sealed class FirstRead(TimeProvider time)
{
    /// <summary>Less is a press that was on its way already.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private long? _since;

    /// <summary>It is drawn; the first time counts.</summary>
    public void Drawn() => _since ??= time.GetTimestamp();

    /// <returns>Null where it was there long enough; else what to tell who pressed.</returns>
    public string? WhyTooSoon => _since is { } since && time.GetElapsedTime(since) >= Least ? null : $"Nothing was sent: this change has been here for less than {Least.TotalSeconds:0} s. Read it, then press again.";
}
