using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>A YAML file read as JSON, with the line of each of its parts.</summary>
/// <remarks>Plain scalars are numbers, booleans and null as in YAML's core schema; everything in quotes is a text. Tags, anchors and several documents are refused: what stands there is what is meant.</remarks>
internal sealed partial class YamlDefinition
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    private YamlDefinition(JsonElement value) => Value = value;

    public JsonElement Value { get; private set; }

    /// <exception cref="YamlException">It is no YAML, or more than is taken.</exception>
    public static YamlDefinition Read(TextReader text)
    {
        var all = text.ReadToEnd();
        var stream = new YamlStream();
        try
        {
            RefuseDepth(new StringReader(all));
            stream.Load(new StringReader(all));
        }
        catch (Exception e) when (e is not YamlException) // what the parser did not see coming, it says in words of its own
        {
            throw Broken(all);
        }

        if (stream.Documents is not [{ RootNode: var root }]) throw new YamlException("there must be one document");
        var definition = new YamlDefinition(default);
        definition.Value = JsonSerializer.SerializeToElement(definition.Convert(root, ""));
        return definition;
    }

    /// <summary>The line of a part, or of the innermost that is there.</summary>
    /// <param name="path">JSON pointer.</param>
    public long LineOf(string path)
    {
        for (; path.Length > 0; path = path[..path.LastIndexOf('/')])
            if (_lines.TryGetValue(path, out var line)) return line;
        return _lines.GetValueOrDefault("", 1);
    }

    private JsonNode? Convert(YamlNode node, string path)
    {
        RefuseMarks(node);
        _lines.TryAdd(path, node.Start.Line);
        return node switch
        {
            YamlMappingNode mapping => Members(mapping, path),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select((item, i) => Convert(item, $"{path}/{i}"))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "aliases are not taken"),
        };
    }

    private static void RefuseMarks(YamlNode node)
    {
        if (!node.Anchor.IsEmpty) throw new YamlException(node.Start, node.End, "anchors are not taken");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw new YamlException(node.Start, node.End, "tags are not taken");
    }

    private JsonObject Members(YamlMappingNode mapping, string path)
    {
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name }) throw new YamlException(key.Start, key.End, "a name must be a text");
            RefuseMarks(key);
            var at = $"{path}/{JsonPointer.Escape(name)}";
            _lines[at] = key.Start.Line; // a list's own place is its first item's: the reader looks for its name
            members[name] = Convert(value, at);
        }

        return members;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar.Style is not ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : scalar.Value switch
    {
        null or "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        var number when Number().IsMatch(number) => JsonNode.Parse(number.TrimStart('+'))!.AsValue(),
        var word when OtherNumber().IsMatch(word) => throw new YamlException(scalar.Start, scalar.End, $"'{word}' is a number to some and a text to others: write it as a decimal number, or in quotes"),
        var text => JsonValue.Create(text),
    };

    // As JSON has them: 007 is a text to whoever wrote it.
    [GeneratedRegex("^[+-]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("^([+-]?(\\.inf|\\.Inf|\\.INF|\\.[0-9]+|[0-9]+\\.)|\\.nan|\\.NaN|\\.NAN|0o[0-7]+|0x[0-9a-fA-F]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherNumber();

    /// <summary>Says where the parser stumbled.</summary>
    private static YamlException Broken(string all)
    {
        var (parser, last) = (new Parser(new StringReader(all)), Mark.Empty);
        try
        {
            while (parser.MoveNext()) last = parser.Current!.End;
        }
        catch (Exception e) when (e is not YamlException)
        {
            // Behind what was read last.
        }

        return new(last, last, "what comes after this cannot be read: look for a bracket, a brace or a quote that is not closed");
    }

    /// <summary>Deeper than any definition is taken, so that no file can exhaust the stack.</summary>
    private static void RefuseDepth(TextReader text)
    {
        var (parser, depth) = (new Parser(text), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > StrictJson.MaxDepth + 2) throw new YamlException(parser.Current.Start, parser.Current.End, $"lies deeper than {StrictJson.MaxDepth} levels"); // the stream and the document are levels to a parser
        }
    }
}
