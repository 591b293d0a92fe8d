namespace ApprovalConsole.Web;

/// <summary>Starts, and runs until it is told to stop.</summary>
internal static class RunConsole
{
    public static async Task RunConsoleAsync(this WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return; // told to stop before it had started
            }

            await app.WaitForShutdownAsync();
        }
    }
}
