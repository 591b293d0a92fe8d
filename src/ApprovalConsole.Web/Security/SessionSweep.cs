using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>Asks again after everybody who has a page open: who was disabled, blocked, or lost a role is gone within
/// <see cref="SignInOptions.ConfirmWithin"/>, also where they press nothing.</summary>
internal sealed class SessionSweep(Sessions sessions, IOptions<SignInOptions> options, TimeProvider time, ILogger<SessionSweep> log) : BackgroundService
{
    private const int AtOnce = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Confirmed half the time ago at most, looked at four times within it: what changes is seen after three quarters.
        var within = options.Value.ConfirmWithin;
        using var timer = new PeriodicTimer(within / 4, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                sessions.EndExpired();
                await Parallel.ForEachAsync(sessions.Watched, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                    async (session, ct) => await sessions.ConfirmAsync(session, within / 2, ct));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Sessions could not be looked after; it is tried again.");
            }
        }
    }
}
