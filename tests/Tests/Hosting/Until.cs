namespace ApprovalConsole.Tests.Hosting;

/// <summary>Waits for conditions that nobody announces.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        using var patience = Patience.Begin();
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, otherwise());
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
