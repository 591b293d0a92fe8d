using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Whether this principal may make this call: exactly one of the kinds below.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AuthorizationRule
{
    /// <summary>With <see cref="MustEqual"/>: JSON pointer to the argument, <c>*</c> for every element.</summary>
    public string? Argument { get; init; }

    /// <summary>An absent, null or empty argument is left unchecked. Default no.</summary>
    public bool Optional { get; init; }

    /// <summary>The argument equals this, as in <c>{principal.attributes.user_id}</c>.</summary>
    [JsonPropertyName("equals")]
    public JsonElement? MustEqual { get; init; }

    /// <summary>What is looked up belongs to the principal.</summary>
    public OwnsRule? Owns { get; init; }

    /// <summary>For reads: a result that belongs to somebody else is withheld.</summary>
    public ResultOwnsRule? ResultOwns { get; init; }

    public QuotaRule? Quota { get; init; }

    /// <summary>The one kind that is set; null where none or more than one is.</summary>
    [JsonIgnore]
    public string? Kind => Kinds is [var kind] ? kind : null;

    private string[] Kinds => [.. new (string, object?)[]
    {
        ("Equals", MustEqual), (nameof(Owns), Owns), (nameof(ResultOwns), ResultOwns), (nameof(Quota), Quota),
    }.Where(k => k.Item2 is not null).Select(k => k.Item1)];
}

/// <summary>Every value looked up equals this.</summary>
public sealed record OwnsRule : LookUp
{
    [JsonPropertyName("equals")]
    public JsonElement MustEqual { get; init; }
}

/// <summary>Every value at the path of the tool's own result equals this; where there is none, the result is withheld too.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResultOwnsRule
{
    public string Path { get; init; } = "";

    [JsonPropertyName("equals")]
    public JsonElement MustEqual { get; init; }
}

/// <summary>How many such calls, or how much of an argument in sum, may be made within a sliding window.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record QuotaRule
{
    /// <summary>Length of the window, an ISO 8601 duration: <c>P1D</c>.</summary>
    public string Window { get; init; } = "";

    /// <summary>Whose calls count together. Default those for one principal.</summary>
    public QuotaScope Per { get; init; } = QuotaScope.Principal;

    public int? Count { get; init; }

    /// <summary>JSON pointer to the number that is summed, <c>*</c> for every element; none may be negative.</summary>
    public string? SumOf { get; init; }

    public decimal? SumMax { get; init; }
}

/// <summary>Whose calls a quota counts together.</summary>
public enum QuotaScope
{
    Principal,
    Agent,
    Tool,
}
