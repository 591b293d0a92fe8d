namespace ApprovalConsole.Domain.Tests.Walls;

/// <summary>A file is one concept and can be read in one sitting.</summary>
public sealed class FileSizeWallTests
{
    private const int Longest = 300;

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var files = SourceFiles().Select(path => (Path: Path.GetRelativePath(Root, path), Lines: File.ReadLines(path).Count())).OrderBy(f => f.Lines).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{files.Count} files, median {files[files.Count / 2].Lines} lines, longest {files[^1].Lines}: {files[^1].Path}");
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => f.Lines > Longest);
    }

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".css" or ".js" or ".ts")
        .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations"));

    internal static string Root { get; } = RootAbove(AppContext.BaseDirectory);

    private static string RootAbove(string folder) => File.Exists(Path.Combine(folder, "ApprovalConsole.sln"))
        ? folder
        : RootAbove(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("ApprovalConsole.sln is not above the tests."));
}
