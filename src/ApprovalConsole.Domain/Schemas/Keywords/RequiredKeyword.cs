using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class RequiredKeyword(ImmutableArray<string> names) : Keyword
{
    internal static Keyword Read(KeywordText text) => new RequiredKeyword(text.Names);

    internal override bool Holds(Application at) =>
        at.Value.ValueKind != JsonValueKind.Object || AllPresent(at, names, "required", "This property must be given.");

    /// <summary>The path of a finding names the missing member, so that a form can put it at the field.</summary>
    internal static bool AllPresent(Application at, ImmutableArray<string> names, string code, string message)
    {
        // A set, because looking up each name in the value would cost names times members.
        if (!at.Spend(names.Length + at.Value.GetPropertyCount()))
            return false;
        var present = at.Value.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        var holds = true;
        foreach (var name in names)
        {
            if (!present.Contains(name))
                holds = at.Fail(at.Trail.To(name), code, message, name);
        }
        return holds;
    }
}
