using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>An agent that runs elsewhere and sees to an order by the gate: it has the parcel held back and the money paid back, by the <see cref="Till"/>. It does not know of deaths: it asks again under the same key until it is told how it ended.</summary>
/// <param name="order">Whose calls they are.</param>
internal sealed class OutsideAgent(string order)
{
    public const string Name = "outside";

    private const string Hold = $"{Till.Name}.hold", Refund = $"{Till.Name}.refund";

    private readonly Dictionary<string, (string Call, string? Ended)> _told = []; // by tool

    /// <summary>Asks once for the call that is next.</summary>
    /// <returns>What it was told; null: all is settled.</returns>
    public async Task<Told?> AskAsync(HttpClient caller, CancellationToken ct)
    {
        foreach (var (tool, arguments) in new[] { (Hold, OrderTexts.Hold(order)), (Refund, OrderTexts.Refund(order)) })
        {
            if (_told.GetValueOrDefault(tool).Ended is not null) continue;
            var call = await AskAsync(caller, tool, arguments, ct);
            return new((string)call["id"]!, (string)call["runId"]!, (string)call["status"]!, (string?)call["proposalId"], RecordedTools.DeedOf(tool, JsonSerializer.SerializeToNode(arguments)!));
        }

        return null;
    }

    /// <summary>Asks once more for what has ended, as a client may that has forgotten: it is told the same, and nothing is done.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public async Task<string?> LostAsync(HttpClient caller, CancellationToken ct)
    {
        foreach (var (tool, (_, ended)) in _told.Where(t => t.Value.Ended is not null).ToList())
        {
            var call = await AskAsync(caller, tool, tool == Hold ? OrderTexts.Hold(order) : OrderTexts.Refund(order), ct);
            if ((string)call["status"]! != ended) return $"{order}: {tool} was answered {ended}, and is {call["status"]} now";
        }

        return null;
    }

    private async Task<JsonObject> AskAsync(HttpClient caller, string tool, object arguments, CancellationToken ct)
    {
        var call = await caller.AskAsync(HttpMethod.Post, "/api/tool-calls?waitSeconds=0", new JsonObject
        {
            ["agent"] = Name, ["tool"] = tool, ["arguments"] = JsonSerializer.SerializeToNode(arguments), ["onBehalfOf"] = new JsonObject { ["subject"] = "customer", ["permissions"] = new JsonArray("*") },
        }, ct, idempotencyKey: $"{order}/{tool}");
        var (id, status) = ((string)call["id"]!, (string)call["status"]!);
        if (_told.TryGetValue(tool, out var before) && before.Call != id) throw new CrashFound($"{order}: {tool} was the call {before.Call}, and is {id} under the same key");
        _told[tool] = (id, status is "executed" or "rejected" or "failed" ? status : null);
        return call;
    }

    /// <param name="Deed">What the call is to do.</param>
    internal sealed record Told(string Call, string Run, string Status, string? Proposal, Deed Deed);
}
