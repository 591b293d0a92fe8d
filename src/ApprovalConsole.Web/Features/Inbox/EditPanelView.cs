using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What the form says about the draft.</summary>
/// <param name="Hint">Why it cannot be approved yet; empty where it can.</param>
public sealed record EditPanelView(ImmutableArray<EditLine> Lines, bool CanApprove, string Hint)
{
    private const string Failed = "failed";
    private const string CouldNotCheck = "couldNotCheck";

    /// <param name="verdict">The layers' word on this very draft; null while it is awaited.</param>
    public static EditPanelView Of(EditDraft draft, JsonElement proposed, ValidationView? verdict)
    {
        if (draft.Build().Fault is { } fault) return new([new(fault, true)], false, "");
        if (!draft.Differs(proposed)) return new([], false, "Nothing is changed yet.");
        if (verdict is null) return new([], false, "Checking…");
        var passes = Layers(verdict).All(l => l.Layer.Verdict is not (Failed or CouldNotCheck));
        return new([.. Layers(verdict).SelectMany(l => LinesOf(l.Name, l.Layer))], passes, passes ? "" : "It does not pass.");
    }

    /// <summary>The first finding about an argument.</summary>
    public static string? FaultAt(ValidationView verdict, string name) => Layers(verdict).SelectMany(l => l.Layer.Findings)
        .FirstOrDefault(f => f.Path == $"/{name}" || f.Path.StartsWith($"/{name}/", StringComparison.Ordinal))?.Text;

    private static (string Name, LayerView Layer)[] Layers(ValidationView verdict) =>
        [("Schema", verdict.Schema), ("Values", verdict.Semantic), ("Whether the principal may", verdict.Authorization)];

    private static IEnumerable<EditLine> LinesOf(string name, LayerView layer) => layer.Verdict switch
    {
        Failed => layer.Findings.Select(f => new EditLine($"{name}: {f.Path} {f.Text}", true)),
        CouldNotCheck => [new($"{name}: could not be checked", true)],
        "noRules" => [new($"{name}: no rules", false)],
        _ => [new($"{name}: passes", false)],
    };
}

/// <summary>One line under the form.</summary>
public readonly record struct EditLine(string Text, bool IsFault);
