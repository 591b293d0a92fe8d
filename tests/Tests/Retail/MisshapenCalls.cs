using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Calls that are wrong whatever the shop holds: the schema layer must object.</summary>
internal static class MisshapenCalls
{
    public static IEnumerable<CorruptedCall> Of(Scene scene) =>
    [
        .. UnknownTools(scene), .. scene.Names.SelectMany(name => Spoiled(scene, name)), .. MalformedJson(scene),
        scene.With("extra argument", Objection.Schema, ("comment", "please")),
        scene.With("extra argument", Objection.Schema, ("Order_Id", scene.Has("order_id") ? scene.Text("order_id") : "#W0000000")),
    ];

    private static IEnumerable<CorruptedCall> UnknownTools(Scene scene) =>
        new[] { scene.Tool + "s", scene.Tool.ToUpperInvariant(), scene.Tool.Replace("_", "", StringComparison.Ordinal) + "_now", $"retail.{scene.Tool}" }
            .Select(name => new CorruptedCall("unknown tool", Objection.Schema, name, scene.Arguments().ToJsonString()));

    private static IEnumerable<CorruptedCall> Spoiled(Scene scene, string name)
    {
        var without = scene.Arguments();
        without.Remove(name);
        yield return new("missing argument", Objection.Schema, scene.Tool, without.ToJsonString());
        yield return scene.With("null", Objection.Schema, (name, null));
        foreach (var wrong in WrongTypes(scene, name)) yield return scene.With("wrong type", Objection.Schema, (name, wrong));
        if (scene.IsEnum(name)) yield return scene.With("value outside the enum", Objection.Schema, (name, "because"));

        // Said twice, and the second time it is somebody else's: a parser that keeps the first and one that keeps the last see two calls.
        var arguments = scene.Arguments().ToJsonString();
        yield return new("duplicate key", Objection.Schema, scene.Tool, $"{arguments[..^1]},\"{name}\":\"other\"}}");
        yield return new("duplicate key", Objection.Schema, scene.Tool, $"{arguments[..^1]},\"{name}\":{scene.Arguments()[name]!.ToJsonString()}}}");
    }

    private static IEnumerable<JsonNode?> WrongTypes(Scene scene, string name) => scene.IsList(name)
        ? [scene.List(name)[0], 7, true, new JsonObject { ["0"] = scene.List(name)[0] }, new JsonArray(7), new JsonArray((JsonNode?)null), new JsonArray(new JsonArray(scene.List(name)[0]))]
        : [7, false, new JsonArray(scene.Text(name)), new JsonObject { ["value"] = scene.Text(name) }];

    private static IEnumerable<CorruptedCall> MalformedJson(Scene scene)
    {
        var arguments = scene.Arguments().ToJsonString();
        string[] malformed =
        [
            arguments[..^1], arguments[..(arguments.Length / 2)], $"{arguments[..^1]},}}", arguments + "}", arguments + arguments, $"[{arguments}]",
            arguments.Replace('"', '\''), $"// now\n{arguments}", $"```json\n{arguments}\n```", "null", "\"\"", " ", "yes",
        ];
        return malformed.Select(text => new CorruptedCall("malformed JSON", Objection.Schema, scene.Tool, text));
    }
}
