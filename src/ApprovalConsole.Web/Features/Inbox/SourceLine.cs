using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One line of a result or of what was asked, with the value that was looked for marked.</summary>
public sealed record SourceLine(string Text, bool IsMarked)
{
    /// <summary>Lines that are shown of a longer result, around the mark.</summary>
    public const int Most = 200;

    public static ImmutableArray<SourceLine> Of(string result, string? path, string value)
    {
        var lines = new List<(string Path, string Text)>();
        try
        {
            Add(JsonElement.Parse(result), "", "", 0, lines);
        }
        catch (JsonException)
        {
            lines = [.. result.Split('\n').Select(line => ("", line))];
        }

        return AroundTheMark([.. lines.Select(l => new SourceLine(l.Text, path is { Length: > 0 } ? l.Path == path : value.Length > 0 && l.Text.Contains(value, StringComparison.Ordinal)))]);
    }

    /// <summary>Likewise of what people wrote, where a value is found however it is written.</summary>
    public static ImmutableArray<SourceLine> OfWords(string words, JsonElement value)
    {
        var (places, at) = (SeenPlaces.In(words, [value]), 0);
        var lines = new List<SourceLine>();
        foreach (var line in words.Split('\n'))
        {
            var (start, end) = (at, at + line.Length);
            lines.Add(new(line, places.Any(p => p.Start < end && p.End > start)));
            at = end + 1;
        }

        return AroundTheMark(lines);
    }

    private static ImmutableArray<SourceLine> AroundTheMark(List<SourceLine> lines)
    {
        var from = Math.Max(0, lines.FindIndex(l => l.IsMarked) - Most / 2);
        return [.. lines.Skip(from).Take(Most)];
    }

    private static void Add(JsonElement value, string path, string name, int level, List<(string, string)> lines)
    {
        var indent = new string(' ', level * 2);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                lines.Add((path, $"{indent}{name}{{"));
                foreach (var member in value.EnumerateObject()) Add(member.Value, $"{path}/{JsonPointer.Escape(member.Name)}", $"{member.Name}: ", level + 1, lines);
                lines.Add(("}", $"{indent}}}"));
                break;
            case JsonValueKind.Array:
                lines.Add((path, $"{indent}{name}["));
                foreach (var (index, item) in value.EnumerateArray().Index()) Add(item, $"{path}/{index}", "", level + 1, lines);
                lines.Add(("]", $"{indent}]"));
                break;
            default:
                lines.Add((path, $"{indent}{name}{ArgumentRow.TextOf(value)}"));
                break;
        }
    }
}
