using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class PropertyNamesKeyword(Subschema schema) : Keyword
{
    internal static Keyword Read(KeywordText text) => new PropertyNamesKeyword(text.Schema);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object)
            return true;
        var holds = true;
        foreach (var member in at.Value.EnumerateObject())
        {
            if (!at.AskName(JsonSerializer.SerializeToElement(member.Name), schema))
                holds = at.Fail(at.Trail.To(member.Name), "propertyNames", "The schema allows no property of this name.");
        }
        return holds;
    }
}
