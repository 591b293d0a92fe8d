using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Sketching;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Sketching;

namespace ApprovalConsole.Web.Api;

/// <summary>What could be laid down for a tool. Nothing of it holds.</summary>
/// <param name="PolicyVersion">Of the policy that it is a sketch over.</param>
/// <param name="Recorded">Calls of the tool that were carried out and that it rests on.</param>
/// <param name="Notes">What was considered and is not proposed, and why.</param>
/// <param name="Policy">The policy that holds with the recommended lines, as it would stand in the settings.</param>
internal sealed record SketchView(string ToolId, int PolicyVersion, int Recorded, IReadOnlyList<SketchLineView> Lines, IReadOnlyList<string> Notes, JsonElement Policy)
{
    public static SketchView Of(TriedSketch sketch, ToolPolicy holds) => new(
        sketch.ToolId, sketch.PolicyVersion, sketch.Recorded, [.. sketch.Lines.Select(SketchLineView.Of)], sketch.Notes, JsonSerializer.SerializeToElement(PolicyText.Compact(sketch.Over(holds))));
}

/// <summary>One line.</summary>
/// <param name="Id">The same for the same line, whenever it is proposed.</param>
/// <param name="Words">What it would lay down.</param>
/// <param name="Sets">The keys of a policy that it sets; a list is what it adds to the list.</param>
/// <param name="Weakens">What it would let through that is held now; empty where nothing is.</param>
/// <param name="IsClaim">Nothing but names, or the server's own claims, speak for it.</param>
/// <param name="Needs">Tools that it looks things up in and that are not ReadOnly yet; it is not tried before they are.</param>
/// <param name="Recommended">It weakens nothing, rests on more than claims, and told a good value from an impossible one.</param>
internal sealed record SketchLineView(
    string Id, string Words, JsonElement Sets, IReadOnlyList<string> Reasons, IReadOnlyList<string> Weakens, bool IsClaim, IReadOnlyList<string> Needs, Trial? Trial, string? WhyUntried, bool Recommended)
{
    public static SketchLineView Of(TriedLine line) => new(
        line.Proposed.Id, SketchWords.Of(line.Proposed.Line), JsonSerializer.SerializeToElement(SketchWords.Fragment(line.Proposed.Line)), line.Proposed.Reasons, line.Proposed.Weakens,
        line.Proposed.IsClaim, line.Proposed.Needs, line.Trial, line.WhyUntried, line.IsRecommended);
}
