using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class MultipleOfKeyword(ExactNumber divisor, string written) : Keyword
{
    internal static Keyword Read(KeywordText text) => text.Number > default(ExactNumber)
        ? new MultipleOfKeyword(text.Number, text.Value.GetRawText())
        : throw text.Unusable("must be greater than 0.");

    internal override bool Holds(Application at) =>
        at.Value.ValueKind != JsonValueKind.Number
        || !at.Spend(at.Value.GetRawText().Length)
        || ExactNumber.Of(at.Value).IsMultipleOf(divisor)
        || at.Fail("multipleOf", $"The number must be a multiple of {written}.", $"a multiple of {written}");
}
