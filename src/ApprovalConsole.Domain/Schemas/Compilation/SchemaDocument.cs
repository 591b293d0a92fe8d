namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>One text with all its places at which a schema stands.</summary>
/// <param name="name">The URI it is known by; empty for the schema being registered, whose places then read <c>#/…</c>.</param>
internal sealed class SchemaDocument(string name)
{
    internal Dictionary<string, Subschema> Places { get; } = new(StringComparer.Ordinal);

    internal string Describe(string place) => $"{name}#{place}";
}
