using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>One customer's order, and all that those who see to it remember of it, whatever the console has forgotten: what they asked for, and what they were answered.</summary>
/// <param name="isHeld">Whether its parcel is held back before its money is paid back: of every second order that is then taken back.</param>
internal sealed class Order(int number, bool isHeld = false)
{
    public const decimal Asked = 129.9m;
    public const decimal Edited = 99.5m;

    private readonly List<(string Proposal, string Decision)> _answered = [];
    private readonly TakeBack? _takeBack = isHeld && number % 2 == 1 ? new() : null;
    private bool _saidNotToHaveHappened;

    public string Id { get; } = $"order-{number}";

    /// <summary>Most are approved, some edited, some rejected.</summary>
    public string Decision { get; } = (number % 4) switch { 1 => "edit", 2 => "reject", _ => "approve" };

    /// <summary>Since the console answered so.</summary>
    public string? Run { get; private set; }

    public bool WasDecided { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>What was last heard of it.</summary>
    public string Phase { get; private set; } = "not answered";

    /// <summary>How often it was at the unknown desk.</summary>
    public int Unknown { get; private set; }

    /// <summary>What may have been refunded at all; null: nothing.</summary>
    private decimal? MayBe => !WasDecided || Decision == "reject" ? null : Decision == "edit" ? Edited : Asked;

    /// <summary>Sees to it until its run has ended, and what is to be taken back is.</summary>
    /// <exception cref="HttpRequestException">The console is gone.</exception>
    public async Task SeeToAsync(Clerks clerks, World world, CancellationToken ct)
    {
        Run ??= (string)(await clerks.Operator.AskAsync(HttpMethod.Post, "/api/runs", new JsonObject
        {
            ["agent"] = "desk", ["input"] = OrderTexts.Request(Id), ["onBehalfOf"] = new JsonObject { ["subject"] = "customer", ["permissions"] = new JsonArray("*") },
        }, ct, idempotencyKey: Id))["id"]!;
        while (!IsDone)
        {
            var run = await clerks.Operator.AskAsync(HttpMethod.Get, $"/api/runs/{Run}", null, ct);
            switch (Phase = (string)run["status"]!)
            {
                case "AwaitingDecision":
                    await DecideAsync(clerks, (string)run["pendingProposals"]![0]!, ct);
                    break;
                case "OutcomeUnknown":
                    await SettleAsync(clerks, (string)run["unknownCalls"]![0]!, world.Deeds[Id].ToList(), ct);
                    break;
                case "Completed":
                    Phase = "being taken back";
                    if (_takeBack is not null) await _takeBack.SeeToAsync(clerks, Run, () => world.Deeds[Id].Any(d => d.What == Deed.Release), ct);
                    IsDone = true;
                    break;
                case "Failed" or "Halted" or "Cancelled":
                    throw new CrashFound($"{Id}: its run ended as {run["status"]}");
                default:
                    await Task.Delay(20, ct);
                    break;
            }
        }
    }

    /// <summary>What was done and should not have been, and what is said to be done and was not.</summary>
    /// <param name="deeds">All that was done for it.</param>
    public IEnumerable<string> Faults(IEnumerable<Deed> deeds)
    {
        var done = deeds.ToLookup(d => d.What);
        var (refunds, holds, releases) = (done[Deed.Refund].Select(d => d.Amount).ToList(), done[Deed.Hold].Count(), done[Deed.Release].Count());
        if (refunds.Count > 1) yield return $"{Id}: refunded {refunds.Count} times";
        if (refunds.Any(amount => amount != MayBe)) yield return $"{Id}: {string.Join(" and ", refunds)} was refunded; it was to be {Decision}";
        if (IsDone && refunds.Count == 0 && Decision != "reject" && !_saidNotToHaveHappened) yield return $"{Id}: it was to be {Decision}, is said to be done, and nothing was refunded";
        if (holds > 1) yield return $"{Id}: held {holds} times";
        if (releases > 1) yield return $"{Id}: taken back {releases} times";
        if (releases > 0 && (_takeBack is null || Run is null)) yield return $"{Id}: taken back, and nobody asked for it";
        if (IsDone && isHeld && (holds, releases) != (1, _takeBack is null ? 0 : 1)) yield return $"{Id}: is said to be done, was held {holds} times and taken back {releases} times";
    }

    /// <summary>Whether the console still knows all that it has answered.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public async Task<string?> LostAsync(HttpClient reviewer, CancellationToken ct)
    {
        foreach (var (id, decision) in _answered)
        {
            var proposal = await reviewer.AskAsync(HttpMethod.Get, $"/api/proposals/{id}", null, ct);
            if ((string?)proposal["decision"]?["decision"] != decision) return $"{Id}: that it was to {decision} was answered, and is {proposal["decision"]?.ToJsonString() ?? "gone"}";
        }

        return null;
    }

    private async Task DecideAsync(Clerks clerks, string id, CancellationToken ct)
    {
        var proposal = await clerks.Reviewer.AskAsync(HttpMethod.Get, $"/api/proposals/{id}", null, ct);
        if ((string)proposal["status"]! != "Pending")
        {
            await Task.Delay(20, ct);
            return;
        }

        // What is sent again has been edited already, and is to be held: then it is approved as it is.
        var isRefund = proposal["arguments"]!["amount"] is not null;
        var decision = !isRefund || (Decision == "edit" && proposal["arguments"]!["amount"]!.GetValue<decimal>() == Edited) ? "approve" : Decision;
        WasDecided |= isRefund; // it may arrive, whatever comes back
        await clerks.DecideAsync(proposal, decision, Edited, ct);
        _answered.Add((id, decision));
        Phase = "decided";
    }

    private async Task SettleAsync(Clerks clerks, string call, List<Deed> done, CancellationToken ct)
    {
        var what = WasDecided ? Deed.Refund : Deed.Hold; // it is held before anybody is asked about the refund
        var outcome = done.Any(d => d.What == what) ? "happened" : what == Deed.Refund && number % 8 == 0 ? "didNotHappen" : "sendAgain";
        Unknown++;
        _saidNotToHaveHappened |= outcome == "didNotHappen";
        await clerks.SettleAsync(call, outcome, ct);
    }
}
