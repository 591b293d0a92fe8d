using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ApprovalConsole.Domain.Tests.Json;

/// <summary>Any JSON value with distinct keys and whole characters.</summary>
public static class JsonValues
{
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "b", "é", "€", "😀", "\"", "\\", "\n", "\u0001", "\u0080", "/", "דּ")
        .ListOf().Select(string.Concat);

    private static readonly Gen<JsonNode?> Leaves = Gen.OneOf(
        Gen.Constant<JsonNode?>(null),
        ArbMap.Default.GeneratorFor<bool>().Select(flag => (JsonNode?)flag),
        ArbMap.Default.GeneratorFor<int>().Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (JsonNode?)number),
        Texts.Select(text => (JsonNode?)text));

    public static Arbitrary<JsonElement> Any() => Gen.Sized(size => Values(Math.Min(size, 12))).Select(node => JsonSerializer.SerializeToElement(node)).ToArbitrary();

    private static Gen<JsonNode?> Values(int size) => size <= 1
        ? Leaves
        : Gen.OneOf(Leaves, Values(size / 3).ListOf().Select(items => (JsonNode?)new JsonArray([.. items.Take(5).Select(Copy)])), Objects(size / 3));

    private static Gen<JsonNode?> Objects(int size) => Texts.SelectMany(name => Values(size).Select(value => (name, value))).ListOf()
        .Select(members => (JsonNode?)new JsonObject(members.DistinctBy(member => member.name).Take(5).Select(member => KeyValuePair.Create(member.name, Copy(member.value)))));

    // A node has one parent only, and a generator may hand out the same node twice.
    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
