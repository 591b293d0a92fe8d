using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools;

/// <summary>A verdict, or the questions that have to be answered first.</summary>
/// <param name="Verdict">Null while something is needed.</param>
public sealed record Assessment(Verdict? Verdict, ImmutableArray<Question> Needed)
{
    public static implicit operator Assessment(Verdict verdict) => new(verdict, []);
}
