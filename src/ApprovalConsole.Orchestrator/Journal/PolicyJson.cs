using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Policies as the journal keeps them and as their marks are reckoned: a key that came later and says nothing is left out, so that what was
/// recorded and marked before it came reads, is written and is marked the same.</summary>
internal static class PolicyJson
{
    private static readonly HashSet<string> CameLater = [.. new[]
    {
        nameof(ToolPolicy.Checks), nameof(ToolPolicy.Authorization), nameof(ToolPolicy.Facts), nameof(ToolPolicy.RequireGrounded),
        nameof(ToolPolicy.Reviewers), nameof(ToolPolicy.Approval), nameof(ToolPolicy.Standing), nameof(ToolPolicy.Sensitive),
        nameof(ToolPolicy.Probe), nameof(ToolPolicy.ProbeFinalAfter),
    }.Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static readonly JsonSerializerOptions Options = new(ViewJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatSaysNothing } } };

    public static string HashOf(ToolPolicy policy) => CanonicalJson.Hash(JsonSerializer.SerializeToElement(policy, Options));

    public static void LeaveOutWhatSaysNothing(JsonTypeInfo type)
    {
        if (!typeof(ToolPolicy).IsAssignableFrom(type.Type)) return;
        foreach (var property in type.Properties.Where(p => CameLater.Contains(p.Name)))
            property.ShouldSerialize = (_, value) => value switch { null or Asking.Person or SensitiveFields { IsEmpty: true } => false, IEnumerable list => list.GetEnumerator().MoveNext(), _ => true };
    }
}
