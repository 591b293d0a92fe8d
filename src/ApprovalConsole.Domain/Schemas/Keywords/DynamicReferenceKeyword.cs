using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>$dynamicRef</c>: where it points at a dynamic anchor, the outermost of that name on the way here is meant.</summary>
internal sealed class DynamicReferenceKeyword(Subschema target, string dynamicAnchor) : Keyword
{
    internal static Keyword Read(KeywordText text)
    {
        var reference = text.Text;
        var target = text.Resolve(reference);
        var name = Uri.UnescapeDataString(reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        // Without a dynamic anchor at its own end it is an ordinary reference, whatever is in scope.
        return ReferenceEquals(target.Resource.DynamicAnchors.GetValueOrDefault(name), target)
            ? new DynamicReferenceKeyword(target, name)
            : new ReferenceKeyword(target);
    }

    internal override bool Holds(Application at) => at.Also(at.OutermostInScope(dynamicAnchor) ?? target);
}
