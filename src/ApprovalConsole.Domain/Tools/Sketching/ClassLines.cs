using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>Which class a tool could have. Names and annotations are claims: what rests on them alone says so, and in doubt the stricter stays.</summary>
internal static class ClassLines
{
    public static (SketchLine? Line, string? Note) Of(Tool tool, IReadOnlyList<Tool> server, Recorded recorded)
    {
        var (line, note) = Considered(tool, server, recorded);
        if (line?.Line is not PolicyLine.Class { Reversibility: var proposed }) return (null, note);
        var held = tool.Policy.Reversibility;
        if (proposed == held) return (null, null);
        return proposed < held && tool.PolicyVersion > 0
            ? (null, $"It looks {proposed}, and an admin has laid down {held}: that stays.")
            : (line, null);
    }

    /// <summary>Whether look-ups may ask it, or could once an admin has admitted its class.</summary>
    public static bool MayRead(Tool tool) => tool.Policy.Reversibility is Reversibility.ReadOnly || (tool.PolicyVersion == 0 && Reading(tool).Line is not null);

    private static (SketchLine? Line, string? Note) Considered(Tool tool, IReadOnlyList<Tool> server, Recorded recorded)
    {
        var name = NameWords.Of(tool.Definition.Name);
        if (Reading(tool) is var (reading, doubt) && (reading ?? (object?)doubt) is not null) return (reading, doubt);
        string?[] destroys =
        [
            Says(tool, "destructiveHint") is true ? "The server says destructiveHint." : null,
            Verbs.Destroys(name) is { } word && Says(tool, "destructiveHint") is not false ? $"Its name says {word}." : null,
        ];
        if (destroys.OfType<string>().ToImmutableArray() is { IsEmpty: false } reasons) return (Line(Reversibility.Critical, null, [.. reasons, "What is destroyed cannot be put back, so two people would decide."]), null);
        if (WayBack.Of(tool, server, recorded) is { } way)
            return (Line(Reversibility.Reversible, way.Rule, [.. way.Reasons, "Nobody has tried that it takes back all of it, and until somebody asks for that, calls run by themselves."], isClaim: true), null);
        return (null, "Nothing speaks for another class: in doubt a person decides.");
    }

    private static (SketchLine? Line, string? Note) Reading(Tool tool)
    {
        var name = NameWords.Of(tool.Definition.Name);
        var verb = Verbs.First(name);
        if (Says(tool, "destructiveHint") is true) return (null, null); // whatever else it says
        return (Says(tool, "readOnlyHint"), Verbs.Reads(name), Verbs.Writing(name)) switch
        {
            (true, true, _) => (Line(Reversibility.ReadOnly, null, [$"The server says readOnlyHint, and its name begins with {verb}.", "Both are the server's own words: nobody has seen that it changes nothing."], isClaim: true), null),
            (true, false, { } writes) => (null, $"The server says readOnlyHint, but its name says {writes}: in doubt a person decides."),
            (true, false, null) => (Line(Reversibility.ReadOnly, null, ["Only the server's word says so: readOnlyHint. Its name does not."], isClaim: true), null),
            (null, true, _) => (Line(Reversibility.ReadOnly, null, [$"Only its name says so: it begins with {verb}. The server makes no claim."], isClaim: true), null),
            (false, true, _) => (null, $"Its name begins with {verb}, but the server says that it does not only read: in doubt a person decides."),
            _ => (null, null),
        };
    }

    private static SketchLine Line(Reversibility reversibility, UndoRule? undo, ImmutableArray<string> reasons, bool isClaim = false) =>
        new("class", new PolicyLine.Class(reversibility, undo), reasons) { IsClaim = isClaim };

    private static bool? Says(Tool tool, string hint) => tool.Definition.Annotations is { ValueKind: JsonValueKind.Object } annotations && annotations.TryGetProperty(hint, out var said)
        ? said.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;
}
