using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What can be laid down of one agent or model while the console runs, over what the settings say.</summary>
public abstract record Setup
{
    private protected Setup() { }

    /// <summary>All of it as JSON, defaults too.</summary>
    public string Text => JsonSerializer.Serialize(Value, Value.GetType(), SetupJson.Options);

    /// <summary>The value that the text is of.</summary>
    public abstract object Value { get; }

    /// <summary>A value that says nothing: what people need not read.</summary>
    public abstract object Usual { get; }

    /// <summary>SHA-256 of the canonical JSON of what says more than the defaults: a key that a later console has besides changes nothing of it.</summary>
    internal string Hash => CanonicalJson.Hash(JsonSerializer.SerializeToElement(Beyond(Tree(Value), Tree(Usual))));

    /// <summary>Another one of its kind.</summary>
    /// <exception cref="JsonException">The text says none.</exception>
    public abstract Setup Read(string text);

    /// <summary>What it would let through, or count no more, that <paramref name="before"/> does not; in words.</summary>
    internal abstract IEnumerable<string> WeakerThan(Setup before);

    /// <summary>Never weaker than either; where neither is stricter, what <paramref name="laid"/> says.</summary>
    internal abstract Setup StricterOf(Setup laid);

    /// <summary>What holds where what was laid down cannot be believed.</summary>
    internal abstract Setup Shut { get; }

    private static JsonObject Tree(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), SetupJson.Options)!.AsObject();

    private static JsonObject Beyond(JsonObject tree, JsonObject usual)
    {
        var beyond = new JsonObject();
        foreach (var (key, value) in tree)
            if (!JsonNode.DeepEquals(value, usual[key])) beyond[key] = value is JsonObject part && usual[key] is JsonObject usually ? Beyond(part, usually) : value?.DeepClone();
        return beyond;
    }
}
