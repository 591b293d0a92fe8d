using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>All resources that one compilation has met, by address; reads a known document when a reference first names it.</summary>
internal sealed class SchemaRegistry
{
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Queue<Subschema> _uncompiled = new();
    private readonly KnownDocuments _documents;
    private readonly Dialects _dialects;
    private int _count;

    internal SchemaRegistry(KnownDocuments documents) => (_documents, _dialects) = (documents, new(documents));

    /// <exception cref="UnusableSchemaException">The text is too large or no text of one meaning, or its places cannot be read.</exception>
    internal Subschema Read(JsonElement text, string address, string name)
    {
        var document = new SchemaDocument(name);
        if (text.ValueKind == JsonValueKind.Undefined)
            throw new UnusableSchemaException(document.Describe(""), "there is no schema.");
        if (Encoding.UTF8.GetByteCount(text.GetRawText()) > SchemaBounds.Bytes)
            throw new UnusableSchemaException(document.Describe(""), $"the text is larger than {SchemaBounds.Bytes} bytes.");
        if (ValueFaults.In(text, exactNumbers: false) is [var fault, ..])
            throw new UnusableSchemaException(document.Describe(fault.Path), fault.Message);
        new DocumentReader(this, _dialects, document).Read(text.Clone(), address);
        return document.Places[""];
    }

    /// <exception cref="UnusableSchemaException">Another resource has this address.</exception>
    internal SchemaResource Add(SchemaResource resource, string place)
    {
        if (!_resources.TryAdd(resource.Address, resource))
            throw new UnusableSchemaException(resource.Document.Describe(place), $"the address {resource.Address} is taken by {_resources[resource.Address].Document.Describe(_resources[resource.Address].Root)}.");
        return resource;
    }

    /// <summary>Makes the root of a document known by where it was found, whatever it calls itself.</summary>
    internal void Alias(string address, SchemaResource root) => _resources.TryAdd(address, root);

    /// <returns>Null where no resource has this address, here or among the known documents.</returns>
    internal SchemaResource? Find(string address)
    {
        if (_resources.TryGetValue(address, out var resource))
            return resource;
        if (_documents.Find(address) is not { } text)
            return null;
        Read(text, address, address);
        return _resources[address];
    }

    /// <exception cref="UnusableSchemaException">There are more than <see cref="SchemaBounds.Subschemas"/>.</exception>
    internal void Count(Subschema schema)
    {
        if (++_count > SchemaBounds.Subschemas)
            throw new UnusableSchemaException($"{schema}", $"there are more than {SchemaBounds.Subschemas} schemas.");
        _uncompiled.Enqueue(schema);
    }

    internal bool TryNext(out Subschema schema) => _uncompiled.TryDequeue(out schema!);
}
