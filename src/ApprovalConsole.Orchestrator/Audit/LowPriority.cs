using System.Runtime.InteropServices;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>A thread that has seconds of work gives way to people who wait for a page.</summary>
internal static class LowPriority
{
    private const int Process = 0; // https://man7.org/linux/man-pages/man2/setpriority.2.html: of Linux' threads each has a priority of its own
    private const uint CallingThread = 0;
    private const int Low = 5; // a quarter of what others get where all want a processor: it has to come to an end

    /// <summary>From here on, for as long as the thread lives. The pool's threads are everybody's and stay as they are, and so is it where the system has no such thing.</summary>
    public static void Take()
    {
        if (!OperatingSystem.IsLinux() || Thread.CurrentThread.IsThreadPoolThread) return;
        try
        {
            _ = SetPriority(Process, CallingThread, Low);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Then pages wait a little.
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
