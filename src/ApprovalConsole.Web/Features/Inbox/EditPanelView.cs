using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What the form says about the draft.</summary>
/// <param name="Lines">One for each layer, and what no field can carry.</param>
/// <param name="Hint">Why it cannot be approved yet; empty where it can.</param>
/// <param name="Reenter">The decisive value that an approver types again; null where a press is enough.</param>
public sealed record EditPanelView(ImmutableArray<EditLine> Lines, bool CanApprove, string Hint, string? Reenter)
{
    /// <summary>What would be sent, as a sentence; empty until it may be.</summary>
    public ImmutableArray<TitlePart> Title { get; init; } = [];

    private const string Failed = "failed";
    private const string CouldNotCheck = "couldNotCheck";

    public static EditPanelView Of(EditDraft draft, EditRequest request, EditWord word, string reentered)
    {
        if (!request.Bar.CanAnswer) return Closed(request.Bar.Hint ?? "");
        var built = draft.Build();
        if (built.Fault is { } fault) return new([new(fault, true)], false, "", null);
        if (!built.Faults.IsEmpty) return Closed("A field cannot be read yet.");
        if (!draft.Differs(request.Card.Shown.Arguments)) return Closed("Nothing is changed yet.");
        if (word.Check is not { } check) return Closed(word.IsAwaited ? "Checking…" : "It could not be checked now: change something to ask again.");
        var reenter = check.Reversibility is Reversibility.Critical ? Decisive(request.Card.Shown, built.Arguments!.Value) : null;
        var hint = WhyNot(check, draft, request, built.Arguments!.Value, reenter, reentered);
        return new(LinesOf(check, draft), hint.Length == 0, hint, check.MayGo && check.IsWithinAuthority ? reenter : null)
        {
            Title = check.MayGo ? TitlePart.Of(request.Card.Shown with { Arguments = built.Arguments!.Value, Facts = [.. check.Facts] }) : [],
        };
    }

    /// <summary>Everything that was found about one argument; null where nothing was.</summary>
    public static string? FaultAt(EditDraft draft, EditWord word, string name)
    {
        if (draft.Build().Faults.GetValueOrDefault(name) is { } fault) return fault;
        var path = $"/{JsonPointer.Escape(name)}";
        var found = Findings(word).Where(f => $"{f.Path}/".StartsWith($"{path}/", StringComparison.Ordinal)).Select(f => $"{f.Path[path.Length..]} {f.Text}".Trim()).ToList();
        return found is [] ? null : string.Join(" ", found);
    }

    private static EditPanelView Closed(string hint) => new([], false, hint, null);

    private static string WhyNot(EditCheck check, EditDraft draft, EditRequest request, JsonElement arguments, string? reenter, string reentered) => true switch
    {
        _ when !check.MayGo => "It does not pass.",
        _ when !check.IsWithinAuthority => "This is more than you may approve.",
        _ when check.UnknownLike is not null => BarView.LikeIsUnknown,
        _ when request.Unproven.FirstOrDefault(path => IsUntouched(request.Card.Shown, path, arguments)) is { } path => $"{path[1..]} stands in no evidence: correct it, or say how you checked it.",
        _ when reenter is not null && reentered.Trim() != reenter.Trim() => "Type the decisive value again.",
        _ => "",
    };

    private static bool IsUntouched(ProposalView shown, string path, JsonElement arguments) => JsonPointer.TryParse(path, out var pointer)
        && pointer.TryRead(shown.Arguments, out var was) && pointer.TryRead(arguments, out var now) && ArgumentRow.TextOf(was) == ArgumentRow.TextOf(now);

    private static string? Decisive(ProposalView shown, JsonElement arguments) =>
        ArgumentRow.Of(shown with { Arguments = arguments, OriginalArguments = null }).FirstOrDefault(a => a is { IsDecisive: true, IsLong: false })?.Text;

    private static IEnumerable<FindingView> Findings(EditWord word) => word.Check is { } check ? LayerWords.Of(check.Validation).SelectMany(l => l.Layer.Findings) : [];

    private static ImmutableArray<EditLine> LinesOf(EditCheck check, EditDraft draft)
    {
        // The later layers are asked once the shape is right.
        var asked = check.Validation.Schema.Verdict is Failed ? LayerWords.Of(check.Validation)[..1] : LayerWords.Of(check.Validation);
        return
        [
            .. asked.SelectMany(l => LinesOf(l.Name, l.Layer, draft)),
            check.IsWithinAuthority ? new("Whether you may: passes", false) : new("Whether you may: this is more than you may approve", true),
            .. check is { MayGo: false, Reversibility: Reversibility.Forbidden } ? [new EditLine("With these values the call is forbidden", true)] : Array.Empty<EditLine>(),
            .. check.ApprovalsNeeded > 1 ? [new EditLine($"Needs {check.ApprovalsNeeded} people: yours counts for the new version, approvals of the old one lapse", false)] : Array.Empty<EditLine>(),
        ];
    }

    private static IEnumerable<EditLine> LinesOf(string name, LayerView layer, EditDraft draft) => layer.Verdict switch
    {
        Failed when layer.Findings.Where(f => !draft.HasField(f.Path)).ToList() is { Count: > 0 } rest => rest.Select(f => new EditLine($"{name}: {f.Path} {f.Text}", true)),
        Failed => [new($"{name}: fails, see the field", true)],
        CouldNotCheck => [new($"{name}: could not be checked, a look-up did not answer", true)],
        "noRules" => [new($"{name}: no rules", false)],
        _ => [new($"{name}: passes", false)],
    };
}

/// <summary>One line under the form.</summary>
public readonly record struct EditLine(string Text, bool IsFault);
