namespace ApprovalConsole.Tests.Hosting;

/// <summary>What the build left where.</summary>
internal static class Built
{
    public static readonly string Root = FindRoot();

    /// <summary>The console: the published one where <c>CONSOLE_UNDER_TEST</c> names it, else the one built in the same configuration as these tests.</summary>
    public static readonly string Web = Environment.GetEnvironmentVariable("CONSOLE_UNDER_TEST") is { Length: > 0 } published ? published : Path.Combine(Root, "src", "ApprovalConsole.Web", "bin", Configuration, "net10.0", "ApprovalConsole.Web.dll");

    /// <summary>The benchmarks: those beside the published console, where they lie there, for they start on what was compiled ahead of time.</summary>
    public static readonly string Benchmarks = FindBenchmarks();

    /// <summary>Debug or Release, as these tests are.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindBenchmarks()
    {
        const string name = "ApprovalConsole.Benchmarks.dll";
        var beside = Path.Combine(Path.GetDirectoryName(Web)!, name);
        return File.Exists(beside) ? beside : Path.Combine(Root, "tests", "Benchmarks", "bin", Configuration, "net10.0", name);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ApprovalConsole.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
