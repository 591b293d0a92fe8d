namespace ApprovalConsole.Tests.Hosting;

/// <summary>How long a test waits for a condition before it says that it never came. Never part of what is asserted.</summary>
internal static class Patience
{
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(120);

    public static CancellationTokenSource Begin() => Within(TestContext.Current.CancellationToken);

    public static CancellationTokenSource Within(CancellationToken ct)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        source.CancelAfter(Cap);
        return source;
    }
}
