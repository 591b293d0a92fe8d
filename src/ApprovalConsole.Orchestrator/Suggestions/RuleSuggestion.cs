using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Suggestions;

/// <summary>A standing approval that the record speaks for. It holds nothing and lets nothing go: an admin tries it, and two lay it down.</summary>
/// <param name="Argument">The number that bounds it.</param>
/// <param name="From">The least that was approved, and <paramref name="To"/> the most: below and above nothing was decided.</param>
/// <param name="Approvals">That it rests on.</param>
/// <param name="People">Who gave them.</param>
/// <param name="Unproven">Approvals within the bounds that do not count: faster than two seconds, or nobody knows how fast.</param>
/// <param name="ADay">The most that it rests on of any one day; <paramref name="ADayForOne"/> for one principal.</param>
public sealed record RuleSuggestion(
    string ToolId, int PolicyVersion, string Argument, decimal From, decimal To, int Approvals, int People, int Unproven, int Days, int ADay, int ADayForOne)
{
    /// <summary>How long it would hold.</summary>
    public static readonly TimeSpan HoldsFor = TimeSpan.FromDays(30);

    /// <summary>The policy with it, to be tried: within what was decided, as often as on the busiest day, and for a month.</summary>
    public ToolPolicy Over(ToolPolicy policy, DateTimeOffset now) => policy with
    {
        Approval = Asking.ByRule,
        Standing = new(
            JsonSerializer.SerializeToElement(new JsonObject
            {
                ["required"] = new JsonArray(Argument),
                ["properties"] = new JsonObject { [Argument] = new JsonObject { ["minimum"] = From, ["maximum"] = To } },
            }),
            [new() { Window = "P1D", Per = QuotaScope.Principal, Count = ADayForOne }, new() { Window = "P1D", Per = QuotaScope.Tool, Count = ADay }],
            new(now.UtcDateTime.Date + HoldsFor, TimeSpan.Zero)),
    };
}
