using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Tests.Walls;

/// <summary>What the threat model calls proven has a test of that name.</summary>
public sealed partial class ThreatModelTests
{
    private const int AtLeast = 120;

    [Fact]
    public void Every_test_that_the_threat_model_names_is_there()
    {
        var named = TestsNamedIn(File.ReadAllText(Path.Combine(FileSizeWallTests.Root, "docs", "threat-model.md")));
        Assert.True(named.Count >= AtLeast, $"{named.Count} tests are named");
        Assert.Empty(named.Except(Tests()));
    }

    [Fact]
    public void The_check_itself_can_fail() =>
        Assert.Equal(["ThreatModelTests.There_is_no_such_test"], TestsNamedIn("`ThreatModelTests.The_check_itself_can_fail`, `ThreatModelTests.There_is_no_such_test`").Except(Tests()));

    private static HashSet<string> TestsNamedIn(string page) => [.. Named().Matches(page).Select(m => m.Groups["name"].Value)];

    private static HashSet<string> Tests() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(FileSizeWallTests.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(FileSizeWallTests.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(path => TestsIn(File.ReadLines(path)).Select(name => $"{Path.GetFileName(path).Split('.')[0]}.{name}")),
    ];

    private static IEnumerable<string> TestsIn(IEnumerable<string> lines)
    {
        var isTest = false;
        foreach (var line in lines)
        {
            isTest |= line.TrimStart().StartsWith("[Fact", StringComparison.Ordinal) || line.TrimStart().StartsWith("[Theory", StringComparison.Ordinal);
            if (!isTest || Method().Match(line) is not { Success: true } method) continue;
            isTest = false;
            yield return method.Groups["name"].Value;
        }
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+(Tests|Journeys)\\.\\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"public (async Task|void) (?<name>\w+)\(")]
    private static partial Regex Method();
}
