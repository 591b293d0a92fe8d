using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class DependentRequiredKeyword(ImmutableArray<(string Name, ImmutableArray<string> Names)> dependents) : Keyword
{
    internal static Keyword Read(KeywordText text) => new DependentRequiredKeyword(text.NameLists);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object)
            return true;
        var holds = true;
        foreach (var (name, names) in dependents)
            holds &= !at.Value.TryGetProperty(name, out _) || RequiredKeyword.AllPresent(at, names, "dependentRequired", $"Where {name} is given, this property must be given too.");
        return holds;
    }
}
