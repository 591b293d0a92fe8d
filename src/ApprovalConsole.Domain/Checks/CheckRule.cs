using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Whether a value is plausible: exactly one of the kinds below. What is absent, null or empty fails, unless the rule is optional.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckRule
{
    /// <summary>JSON pointer to the argument, <c>*</c> for every element: the check holds for each.</summary>
    public string? Argument { get; init; }

    /// <summary>An absent, null or empty argument is left unchecked. Default no.</summary>
    public bool Optional { get; init; }

    /// <summary>The look-up answers.</summary>
    public LookUp? Exists { get; init; }

    public CompareRule? Compare { get; init; }

    public RangeRule? Range { get; init; }

    public WindowRule? Window { get; init; }

    /// <summary>The argument is one of the values looked up.</summary>
    public LookUp? OneOf { get; init; }

    public StateRule? State { get; init; }

    /// <summary>The one kind that is set; null where none or more than one is.</summary>
    [JsonIgnore]
    public string? Kind => Kinds is [var kind] ? kind : null;

    /// <summary>The look-up that the check makes; null where it makes none.</summary>
    [JsonIgnore]
    public LookUp? LooksUp => Exists ?? OneOf ?? State ?? (LookUp?)Compare;

    private string[] Kinds => [.. new (string, object?)[]
    {
        (nameof(Exists), Exists), (nameof(Compare), Compare), (nameof(Range), Range), (nameof(Window), Window), (nameof(OneOf), OneOf), (nameof(State), State),
    }.Where(k => k.Item2 is not null).Select(k => k.Item1)];
}

/// <summary>The argument compares with every value looked up: numbers with numbers, dates with dates; <c>==</c> and <c>!=</c> with anything.</summary>
public sealed record CompareRule : LookUp
{
    public static readonly IReadOnlyList<string> Operators = ["<", "<=", ">", ">=", "==", "!="];

    public string Operator { get; init; } = "";
}

/// <summary>The argument is a number between the bounds, both included.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RangeRule
{
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }
}

/// <summary>The argument is a date or an instant between two times relative to now, as ISO 8601 durations: <c>-P30D</c> is thirty days ago.</summary>
/// <remarks>A date without a time counts where any part of its UTC day lies between.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WindowRule
{
    public string? From { get; init; }

    public string? To { get; init; }
}

/// <summary>Every value looked up is one of these.</summary>
public sealed record StateRule : LookUp
{
    public IReadOnlyList<JsonElement> In { get; init; } = [];
}
