using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class UnevaluatedPropertiesKeyword(Subschema others) : Keyword
{
    internal override bool LooksBack => true;

    internal static Keyword Read(KeywordText text) => new UnevaluatedPropertiesKeyword(text.Schema);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object || !at.Spend(at.Value.GetPropertyCount()))
            return true;
        var left = at.Value.EnumerateObject().Where(member => !at.Seen.Has(member.Name)).ToList();
        var names = others.Literal == false && left.Count > 0 ? string.Join(", ", at.Seen.Named) : "";
        var holds = true;
        foreach (var member in left)
            holds &= OtherMembers.Hold(at, member, others, "unevaluatedProperties", names.Length > 0 ? names : null);
        return holds;
    }
}
