using System.Threading.RateLimiting;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Web.Security;

/// <summary>People whom nobody knows can knock as often as they like; the log must not grow with them. Beyond 60 a minute they are counted, and the count is written with
/// the next one.</summary>
internal sealed class Strangers(TimeProvider time) : IDisposable
{
    private readonly FixedWindowRateLimiter _window = new(new() { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
    private int _unwritten;

    public async Task<bool> MayBeWrittenAsync(AuditLog audit)
    {
        using var lease = _window.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            Interlocked.Increment(ref _unwritten);
            return false;
        }

        if (Interlocked.Exchange(ref _unwritten, 0) is > 0 and var count) await audit.RecordAsync(AuditNote.Of(AuditKinds.More, null, null, null, time.GetUtcNow(), new { count }), CancellationToken.None);
        return true;
    }

    public void Dispose() => _window.Dispose();
}
