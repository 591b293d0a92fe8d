using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>if</c> with its neighbours <c>then</c> and <c>else</c>, which say nothing without it.</summary>
internal sealed class IfKeyword(Subschema condition, Subschema? then, Subschema? otherwise) : Keyword
{
    internal static Keyword Read(KeywordText text) => new IfKeyword(
        text.Schema, text.TryBeside("then", out var then) ? then.Schema : null, text.TryBeside("else", out var otherwise) ? otherwise.Schema : null);

    internal override bool Holds(Application at)
    {
        var answer = at.Ask(condition);
        if (!answer.Holds)
            return otherwise is null || at.Also(otherwise);
        answer.Seen.Close();
        at.Seen.Merge(answer.Seen);
        return then is null || at.Also(then);
    }
}
