using System.Collections.Concurrent;
using System.Text.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>The meta-schemas of 2020-12, which are part of the specification and travel inside this assembly.</summary>
internal static class Metaschemas
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    private static readonly ConcurrentDictionary<string, JsonElement?> Read = new(StringComparer.Ordinal);

    internal static JsonElement? Find(string address) =>
        address.StartsWith(Prefix, StringComparison.Ordinal) ? Read.GetOrAdd(address[Prefix.Length..], Open) : null;

    private static JsonElement? Open(string name)
    {
        using var file = typeof(Metaschemas).Assembly.GetManifestResourceStream($"Metaschemas/{name}.json");
        if (file is null)
            return null;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
