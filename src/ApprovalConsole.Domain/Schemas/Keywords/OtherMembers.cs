using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>The members left over, for additionalProperties and unevaluatedProperties: most often forbidden, so said in words of its own.</summary>
internal static class OtherMembers
{
    internal static bool Hold(Application at, JsonProperty member, Subschema schema, string code, string? allowed)
    {
        if (schema.Literal != false)
            return at.Member(member.Name, member.Value, schema);
        var below = new Seen();
        below.Open();                                              // one finding for the member is enough
        at.Seen.Add(member.Name, below);
        return at.Fail(at.Trail.To(member.Name), code, "The schema allows no such property here.", allowed);
    }
}
