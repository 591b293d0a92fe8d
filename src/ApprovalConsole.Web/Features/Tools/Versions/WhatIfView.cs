using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>What another policy would have done to recorded calls.</summary>
/// <param name="Words">The whole in one sentence.</param>
/// <param name="Moves">How many calls from where to where, the loosened first.</param>
public sealed record WhatIfView(string Words, ImmutableArray<WhatIfMove> Moves, ImmutableArray<WhatIfCall> Calls)
{
    private static readonly string[] Asked = ["Irreversible", "Critical"];
    private static readonly string[] Unasked = ["ReadOnly", "Reversible", "ByRule"];

    public static WhatIfView Of(PreviewView preview)
    {
        var calls = preview.Changed.Select(c => new WhatIfCall($"/runs/{c.RunId}#{c.CallId}", c.Title ?? "a call whose text was erased", Word(c.From), Word(c.To), Loosens(c.From, c.To))).ToImmutableArray();
        var moves = calls.GroupBy(c => (c.From, c.To, c.IsLooser)).Select(g => new WhatIfMove(g.Count(), g.Key.From, g.Key.To, g.Key.IsLooser)).OrderByDescending(m => m.IsLooser).ThenByDescending(m => m.Count);
        return new(Sentence(preview), [.. moves], [.. calls.OrderByDescending(c => c.IsLooser)]);
    }

    private static string Sentence(PreviewView preview)
    {
        if (preview.Total == 0) return "No call of this tool is recorded yet, so there is nothing to compare with.";
        if (preview.Unknown == preview.Total) return $"{(preview.Total == 1 ? "One call is" : $"{preview.Total} calls are")} recorded, but what would have become of {(preview.Total == 1 ? "it" : "them")} cannot be told: it rests on something that was not looked up then.";
        var changed = preview.Changed.Count == 0 ? "none would have gone otherwise" : $"{preview.Changed.Count} would have gone otherwise";
        var unknown = preview.Unknown == 0 ? "" : $", and of {preview.Unknown} it cannot be told: it rests on something that was not looked up then";
        return $"Of the last {(preview.Total == 1 ? "call" : $"{preview.Total} calls")}, {changed}{unknown}.";
    }

    /// <summary>People were asked, or it was refused, and now it would go by itself.</summary>
    private static bool Loosens(string from, string to) => Unasked.Contains(to) && (Asked.Contains(from) || from is "Refused" or "Forbidden");

    private static string Word(string outcome) => outcome switch
    {
        "Irreversible" => "one person is asked (Irreversible)",
        "Critical" => "two people are asked (Critical)",
        "ByRule" => "unasked, by rule",
        "ReadOnly" => "runs by itself (ReadOnly)",
        "Reversible" => "runs by itself (Reversible)",
        "Forbidden" => "never runs (Forbidden)",
        "Refused" => "refused by a check",
        _ => outcome,
    };
}

/// <summary>So many calls, from what was to what would have been.</summary>
/// <param name="IsLooser">They would have gone by themselves.</param>
public sealed record WhatIfMove(int Count, string From, string To, bool IsLooser);

/// <summary>One call that would have gone otherwise.</summary>
public sealed record WhatIfCall(string Link, string Title, string From, string To, bool IsLooser);
