using System.Text.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>The documents a reference may reach besides its own: those given, and the 2020-12 meta-schemas. Nothing is fetched.</summary>
internal sealed class KnownDocuments(IReadOnlyDictionary<string, JsonElement>? given)
{
    internal JsonElement? Find(string address)
    {
        if (given is not null && given.TryGetValue(address, out var document))
            return document;
        return Metaschemas.Find(address);
    }
}
