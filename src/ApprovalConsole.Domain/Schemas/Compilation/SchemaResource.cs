namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>A part of a document with an address of its own (<c>$id</c>), and the names (<c>$anchor</c>) given inside it.</summary>
internal sealed class SchemaResource(string address, SchemaDocument document, string root, Dialect dialect)
{
    /// <summary>Absolute URI without fragment: the base of the references inside.</summary>
    internal string Address { get; } = address;

    internal SchemaDocument Document { get; } = document;

    /// <summary>JSON pointer of its root in the document.</summary>
    internal string Root { get; } = root;

    internal Dialect Dialect { get; } = dialect;

    internal Dictionary<string, Subschema> Anchors { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Subschema> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
