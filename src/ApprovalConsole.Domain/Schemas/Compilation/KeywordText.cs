using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>A keyword as written, with the questions its reader asks. A wrong answer refuses the schema and names the place.</summary>
internal sealed class KeywordText(SchemaCompiler compiler, Subschema schema, JsonProperty member)
{
    private readonly string _place = $"{schema.Place}/{JsonPointer.Escape(member.Name)}";

    internal string Name => member.Name;

    internal JsonElement Value => member.Value;

    internal Subschema Schema => At(_place);

    internal ImmutableArray<Subschema> List =>
        Value.GetArrayLength() > 0 ? [.. Value.EnumerateArray().Select((_, index) => At(FormattableString.Invariant($"{_place}/{index}")))] : throw Unusable("must not be empty.");

    internal ImmutableArray<(string Name, Subschema Schema)> Map =>
        [.. Value.EnumerateObject().Select(entry => (entry.Name, At($"{_place}/{JsonPointer.Escape(entry.Name)}")))];

    internal Subschema SchemaBelow(string escapedName) => At($"{_place}/{escapedName}");

    internal string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Unusable("must be a string.");

    internal bool Flag => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Unusable("must be true or false.");

    internal ExactNumber Number => Value.ValueKind == JsonValueKind.Number && Value.GetRawText().Length <= SchemaBounds.NumberLength
        ? ExactNumber.Of(Value)
        : throw Unusable($"must be a number of at most {SchemaBounds.NumberLength} characters.");

    internal int Count =>
        Value.ValueKind == JsonValueKind.Number && ExactNumber.Of(Value).TryCount(out var count) ? count : throw Unusable("must be a whole number, not negative.");

    internal ImmutableArray<string> Names => NamesIn(Value);

    internal ImmutableArray<(string Name, ImmutableArray<string> Names)> NameLists => Value.ValueKind == JsonValueKind.Object
        ? [.. Value.EnumerateObject().Select(entry => (entry.Name, NamesIn(entry.Value)))]
        : throw Unusable("must be an object whose members are lists of names.");

    /// <summary>A keyword beside this one, where the dialect knows it.</summary>
    internal bool TryBeside(string name, [NotNullWhen(true)] out KeywordText? beside)
    {
        beside = null;
        if (schema.Resource.Dialect.Find(name) is not null && schema.Text.TryGetProperty(name, out _))
            beside = new(compiler, schema, schema.Text.EnumerateObject().First(other => other.NameEquals(name)));
        return beside is not null;
    }

    internal Subschema Resolve(string reference) => compiler.Resolve(schema, reference);

    internal EcmaPattern Pattern(string text) =>
        compiler.TryCompilePattern(text, out var pattern, out var reason) ? pattern : throw Unusable(reason);

    internal ImmutableArray<string> NamesIn(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw Unusable("must be a list of names.");
        return [.. list.EnumerateArray().Select(name => name.GetString()!).Distinct(StringComparer.Ordinal)];
    }

    internal UnusableSchemaException Unusable(string why) => new(schema.Resource.Document.Describe(_place), why);

    private Subschema At(string place) => schema.Resource.Document.Places[place];
}
