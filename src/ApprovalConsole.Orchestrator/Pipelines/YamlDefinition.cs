using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>A YAML file read as JSON, with the line of each of its parts.</summary>
/// <remarks>Plain scalars are numbers, booleans and null as in YAML's core schema; everything in quotes is a text. Tags, anchors and several documents are refused: what stands there is what is meant.</remarks>
internal sealed class YamlDefinition
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    private YamlDefinition(JsonElement value) => Value = value;

    public JsonElement Value { get; private set; }

    /// <exception cref="YamlException">It is no YAML, or more than is taken.</exception>
    public static YamlDefinition Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
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
        if (!node.Anchor.IsEmpty) throw new YamlException(node.Start, node.End, "anchors are not taken");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw new YamlException(node.Start, node.End, "tags are not taken");
        _lines.TryAdd(path, node.Start.Line);
        return node switch
        {
            YamlMappingNode mapping => Members(mapping, path),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select((item, i) => Convert(item, $"{path}/{i}"))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "aliases are not taken"),
        };
    }

    private JsonObject Members(YamlMappingNode mapping, string path)
    {
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name }) throw new YamlException(key.Start, key.End, "a name must be a text");
            var at = $"{path}/{JsonPointer.Escape(name)}";
            _lines[at] = key.Start.Line; // a list's own place is its first item's: the reader looks for its name
            members[name] = Convert(value, at);
        }

        return members;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar.Style is not ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : scalar.Value switch
    {
        null or "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        var number when decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && !HasLeadingZero(number) => JsonValue.Create(value),
        var text => JsonValue.Create(text),
    };

    // 007 is a text to whoever wrote it.
    private static bool HasLeadingZero(string number) => number.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..];
}
