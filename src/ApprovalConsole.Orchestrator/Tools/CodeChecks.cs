using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>A call that a check in code looks at. It may read; it must not change anything.</summary>
/// <param name="Arguments">They satisfy the tool's schema.</param>
public sealed record CheckedCall(JsonElement Arguments, Principal Principal);

/// <summary>Looks at a call's values; what it throws, or takes longer than two seconds to say, fails the call.</summary>
/// <returns>What is wrong; empty where nothing is.</returns>
public delegate Task<IReadOnlyList<CodeFinding>> CodeCheck(CheckedCall call, CancellationToken ct);

/// <summary>The checks in code that the host brought, by the tool they are for.</summary>
internal sealed class CodeChecks(IReadOnlyDictionary<string, CodeCheck> checks)
{
    /// <summary>Names of a tool's checks.</summary>
    public IEnumerable<string> Of(string toolId) =>
        checks.Keys.Where(k => k.StartsWith($"{toolId}#", StringComparison.Ordinal)).Select(k => k[(toolId.Length + 1)..]).Order(StringComparer.Ordinal);

    public async Task<Answer> AnswerAsync(Question question, Principal principal, CancellationToken ct)
    {
        var findings = await checks[question.Subject](new(JsonElement.Parse(question.Arguments), principal), ct);
        return new Answer.Known(JsonSerializer.SerializeToElement(findings), DateTimeOffset.MinValue);
    }
}
