using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Keywords;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Turns text into schemas: first all places, then the keywords at each, until no reference leads to new places.</summary>
internal sealed class SchemaCompiler
{
    private readonly Dictionary<string, EcmaPattern> _patterns = new(StringComparer.Ordinal);
    private readonly SchemaRegistry _registry;
    private readonly SchemaRules _rules;

    private SchemaCompiler(SchemaRules rules, KnownDocuments documents) => (_rules, _registry) = (rules, new(documents));

    /// <exception cref="UnusableSchemaException">The schema cannot be used; the message says why and where.</exception>
    internal static Subschema Compile(JsonElement text, SchemaRules rules, IReadOnlyDictionary<string, JsonElement>? knownDocuments)
    {
        var compiler = new SchemaCompiler(rules, new(knownDocuments));
        var root = compiler._registry.Read(text, SchemaAddress.Unnamed, name: "");
        while (compiler._registry.TryNext(out var schema))
            schema.Keywords = compiler.KeywordsOf(schema);
        return root;
    }

    /// <summary>The schema that a reference written at a place points to.</summary>
    /// <exception cref="UnusableSchemaException">It points at nothing known, or at what is no schema.</exception>
    internal Subschema Resolve(Subschema from, string reference)
    {
        if (SchemaAddress.Resolve(from.Resource.Address, reference) is not var (address, fragment))
            throw new UnusableSchemaException($"{from}", "the reference is not a URI reference.");
        if (_registry.Find(address) is not { } resource)
            throw new UnusableSchemaException($"{from}", $"the reference leads to {address}, which is not among the known documents; none is ever fetched.");
        return Place(resource, fragment)
            ?? throw new UnusableSchemaException($"{from}", $"the reference leads to {resource.Document.Describe(fragment)}, where there is no schema.");
    }

    /// <summary>Compiles a pattern once, however often the schema repeats it.</summary>
    internal bool TryCompilePattern(string text, [NotNullWhen(true)] out EcmaPattern? pattern, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        if (_patterns.TryGetValue(text, out pattern))
            return true;
        if (_patterns.Count == SchemaBounds.Patterns)
            reason = $"there are more than {SchemaBounds.Patterns} different patterns.";
        else if (EcmaPattern.TryCompile(text, out pattern, out reason))
            _patterns.Add(text, pattern);
        return reason is null;
    }

    private static Subschema? Place(SchemaResource resource, string fragment)
    {
        if (fragment.Length > 0 && fragment[0] != '/')
            return resource.Anchors.GetValueOrDefault(fragment);
        return JsonPointer.TryParse(fragment, out var pointer) ? resource.Document.Places.GetValueOrDefault(resource.Root + pointer) : null;
    }

    private ImmutableArray<Keyword> KeywordsOf(Subschema schema)
    {
        if (schema.Text.ValueKind != JsonValueKind.Object)
            return [];
        var dialect = schema.Resource.Dialect;
        var bareReference = dialect.IsDraft07 && schema.Text.TryGetProperty("$ref", out _);
        var keywords = new List<Keyword>();
        foreach (var member in schema.Text.EnumerateObject())
        {
            if (bareReference && !Draft07Keywords.MayStandBesideRef(member.Name))
                throw new UnusableSchemaException($"{schema}", $"draft-07 ignores {member.Name} beside a $ref; write allOf, or 2020-12.");
            if (dialect.Find(member.Name) is { } definition)
            {
                if (definition.Read?.Invoke(new(this, schema, member)) is { } keyword)
                    keywords.Add(keyword);
            }
            else if (_rules == SchemaRules.ClosedWorld && !member.Name.StartsWith("x-", StringComparison.Ordinal))
            {
                throw new UnusableSchemaException($"{schema}", $"{member.Name} is no keyword of {dialect.Name} that is implemented here{Advice(member.Name)}.");
            }
        }
        // unevaluatedItems and unevaluatedProperties look at what all the others have seen.
        return [.. keywords.OrderBy(keyword => keyword.LooksBack)];
    }

    private static string Advice(string keyword) => keyword switch
    {
        "dependencies" => "; write dependentRequired or dependentSchemas",
        "additionalItems" => "; write prefixItems and items",
        "nullable" => "; write \"type\": [\"…\", \"null\"]",
        "id" => "; write $id",
        _ => "",
    };
}
