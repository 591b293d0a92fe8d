using System.Runtime.InteropServices;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Whoever interrupts the matrix wants to know what there is so far: no more consoles are killed, and what is there is compared. Asked a second time, it ends at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(s => PosixSignalRegistration.Create(s, Come))];

    public bool Came { get; private set; }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    private void Come(PosixSignalContext signal)
    {
        signal.Cancel = !Came;
        Came = true;
    }
}
