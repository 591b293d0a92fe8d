using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>The settings files in order, for the sections whose types and key case the configuration system would lose: agents, tools,
/// models, MCP servers, local users. The last file that names an entry replaces it whole.</summary>
public sealed class SettingsFiles(IReadOnlyList<string> paths)
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    internal static readonly JsonSerializerOptions Binding = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Entries of a section by name, in the order of their first appearance.</summary>
    /// <param name="section">Path with colons, as in <c>Authentication:Local</c>.</param>
    /// <exception cref="SettingException">A file cannot be read, or an entry is not what it must be.</exception>
    public IReadOnlyDictionary<string, T> Entries<T>(string section)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (path, found) in Sections(section))
        {
            if (found.ValueKind is not JsonValueKind.Object) throw new SettingException(section, $"must be an object of named entries (in {path})");
            foreach (var entry in found.EnumerateObject()) entries[entry.Name] = Bind<T>(entry.Value, $"{section}:{entry.Name}", path);
        }

        return entries;
    }

    /// <summary>A section as one value; the last file that has it wins. Null where none has.</summary>
    public T? Value<T>(string section) where T : class =>
        Sections(section).Select(found => Bind<T>(found.Value, section, found.Path)).LastOrDefault();

    private IEnumerable<(string Path, JsonElement Value)> Sections(string section)
    {
        foreach (var path in paths.Where(File.Exists))
        {
            var value = Read(path);
            if (section.Split(':').All(part => TryMember(value, part, out value))) yield return (path, value);
        }
    }

    private static bool TryMember(JsonElement value, string name, out JsonElement member)
    {
        member = value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Value
            : default;
        return member.ValueKind is not JsonValueKind.Undefined;
    }

    private static JsonElement Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Reading);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new SettingException(path, $"is not JSON: {e.Message}");
        }
    }

    private static T Bind<T>(JsonElement value, string key, string path)
    {
        try
        {
            return value.Deserialize<T>(Binding) ?? throw new SettingException(key, $"must not be null (in {path})");
        }
        catch (JsonException e)
        {
            throw new SettingException($"{key}{(e.Path is { Length: > 1 } at ? at[1..].Replace('.', ':') : "")}", $"{Plain(e.Message)} (in {path})");
        }
    }

    // The serializer appends its own path and position, which repeat what the key says.
    private static string Plain(string message) => message.Split(" Path: ")[0];
}
