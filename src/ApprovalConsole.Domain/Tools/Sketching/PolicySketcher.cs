using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>Proposes what could be laid down for a tool, from its definition, the other tools of its server, and what was recorded. No model is asked, and the same
/// question has the same answer. Nothing of it holds: an admin admits it line by line.</summary>
public static class PolicySketcher
{
    /// <param name="server">All tools of the same source.</param>
    public static PolicySketch Of(Tool tool, IReadOnlyList<Tool> server, Recorded recorded)
    {
        if (tool is not { IsOffered: true, Schema: not null }) return new(tool.Id, [], [$"It cannot be called: {tool.StatusReason ?? tool.Status.ToString()}."]);
        var (line, note) = ClassLines.Of(tool, server, recorded);
        var leaves = SchemaLeaves.Of(tool.Definition.Schema);
        var readers = Reader.Of(tool, server, recorded);
        var isRead = ClassLines.MayRead(tool);
        SketchLine[] lines =
        [
            .. line is null ? [] : new[] { line },
            .. isRead ? [] : SentenceLines.Of(tool, leaves),
            .. isRead ? [] : LookUpLines.Of(tool, leaves, readers, recorded),
            .. isRead ? [] : GroundingLines.Of(tool, leaves, recorded),
            .. isRead ? [] : BoundLines.Of(tool, leaves, recorded),
            .. isRead ? [] : ShapeLines.Of(tool, leaves, recorded),
            .. OwnershipLines.Of(tool, leaves, readers, recorded, isRead),
        ];
        return new(tool.Id, [.. lines.DistinctBy(l => l.Id).Select(l => l with { Weakens = PolicyWeakening.Of(tool.Policy, l.Line.Over(tool.Policy)) })], note is null ? [] : [note]);
    }

    /// <summary>A policy with the lines that were admitted.</summary>
    public static ToolPolicy Over(ToolPolicy policy, IEnumerable<PolicyLine> admitted) => admitted.Aggregate(policy, (held, line) => line.Over(held));
}
