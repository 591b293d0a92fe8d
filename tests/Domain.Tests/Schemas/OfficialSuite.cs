using System.Text.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

/// <summary>Finds the official JSON-Schema-Test-Suite, which is data beside the project and not part of it.</summary>
internal sealed class OfficialSuite
{
    private const string Variable = "JSON_SCHEMA_TEST_SUITE";
    private const string Folder = "shared/json-schema-test-suite";

    private readonly string _root;

    private OfficialSuite(string root) => _root = root;

    internal static string HowToFind => $"set {Variable} to the suite's folder, or put it at {Folder} beside the project or above it";

    internal static OfficialSuite? Find()
    {
        var places = new List<string?> { Environment.GetEnvironmentVariable(Variable) };
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            places.AddRange([Path.Combine(at.FullName, "..", Folder), Path.Combine(at.FullName, Folder)]);
        var root = places.FirstOrDefault(place => place is not null && Directory.Exists(Path.Combine(place, "tests", "draft2020-12")));
        return root is null ? null : new(root);
    }

    internal IEnumerable<Group> Groups() => Directory.EnumerateFiles(Path.Combine(_root, "tests", "draft2020-12"), "*.json").Order(StringComparer.Ordinal)
        .SelectMany(file => Read(file).EnumerateArray().Select(group => new Group(
            $"{Path.GetFileNameWithoutExtension(file)}: {group.GetProperty("description").GetString()}",
            group.GetProperty("schema"),
            [.. group.GetProperty("tests").EnumerateArray().Select(test => new Case(
                test.GetProperty("description").GetString()!, test.GetProperty("data"), test.GetProperty("valid").GetBoolean()))])));

    /// <summary>The documents that the suite expects at a server on port 1234; nothing is fetched, they are handed over.</summary>
    internal Dictionary<string, JsonElement> Remotes()
    {
        var folder = Path.Combine(_root, "remotes");
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(
            file => $"http://localhost:1234/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", Read);
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }

    internal sealed record Group(string Name, JsonElement Schema, Case[] Cases);

    internal sealed record Case(string Name, JsonElement Value, bool IsValid);
}
