using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Effects;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>What a tool answers that lists all there is, and that neither declares that nor was ever called: it is looked at once. Only what is ReadOnly by policy is asked.</summary>
internal sealed class Shapes(LookUps lookUps, Principal asker, TimeProvider time)
{
    private const int Most = 5;

    /// <returns>What was recorded, and what was seen now.</returns>
    public async Task<Recorded> SeenAsync(IEnumerable<Tool> server, Recorded recorded, CancellationToken ct)
    {
        foreach (var tool in server.Where(t => IsUnknown(t, recorded)).Take(Most).ToList())
        {
            var asking = TrialTool.Of(tool, new PolicyLine.Check(new CheckRule())) with { Policy = new() { Facts = [new FactRule { Name = "all", Tool = tool.Id, Path = "", Optional = true }] } };
            var verdict = await lookUps.ValidateAsync(asking, "{}", new(asker, "", "", time.GetUtcNow(), Knowledge.None), ct);
            if (verdict.Facts.FirstOrDefault() is { Value.Text: { } text })
                recorded = new(recorded.Calls.Add(new($"seen.{tool.Id}", "", 0, tool.Id, JsonElement.Parse("{}"), JsonElement.Parse(text), true, null, null, [])));
        }

        return recorded;
    }

    private static bool IsUnknown(Tool tool, Recorded recorded) => tool is { IsOffered: true, Schema: { } schema, Policy.Reversibility: Reversibility.ReadOnly, Definition.OutputSchema: null }
        && recorded.Done(tool.Id).IsEmpty && schema.EvaluateArguments(JsonElement.Parse("{}")).IsEmpty;
}
