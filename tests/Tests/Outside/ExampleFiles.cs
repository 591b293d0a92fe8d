using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The clients of <c>docs/examples</c>.</summary>
internal static class ExampleFiles
{
    public static readonly string Folder = Path.Combine(Built.Root, "docs", "examples");

    /// <summary>Each by its file, or by the folder of its project.</summary>
    public static readonly string[] All =
        [.. Directory.GetFiles(Folder, "*.ts").Concat(Directory.GetDirectories(Folder).Where(d => File.Exists(Path.Combine(d, "Program.cs")))).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string[] LinesOf(string example) => File.ReadAllLines(example.EndsWith(".ts", StringComparison.Ordinal) ? Path.Combine(Folder, example) : Path.Combine(Folder, example, "Program.cs"));

    /// <summary>What stands between the two marks: the part that gates.</summary>
    public static string[] GateOf(string[] lines) => [.. lines.SkipWhile(l => l != "// --- the gate").Skip(1).TakeWhile(l => l != "// ---").Where(l => l.Trim().Length > 0)];

    /// <summary>The program that the build made of a project.</summary>
    public static string BuiltOf(string example)
    {
        var name = string.Concat(example.Split('-').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
        return Path.Combine(Folder, example, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", $"{name}.dll");
    }
}
