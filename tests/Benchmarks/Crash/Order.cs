using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>One customer's order, and all that those who see to it remember of it, whatever the console has forgotten: what they asked for, and what they were answered.</summary>
/// <param name="by">Who works on it. Of what is done besides the refund, that of every second order is taken back.</param>
internal sealed class Order(int number, Worker by = Worker.Agent)
{
    public const decimal Asked = 129.9m;
    public const decimal Edited = 99.5m;

    private const string IdBegins = "order-";

    private readonly List<(string Proposal, string Decision)> _answered = [];
    private readonly TakeBack? _takeBack = by is Worker.AgentThatHolds or Worker.Pipeline && number % 2 == 1 ? new() : null;
    private readonly OutsideAgent? _outside = by is Worker.OutsideAgent ? new($"{IdBegins}{number}") : null;
    private bool _saidNotToHaveHappened;

    public string Id { get; } = $"{IdBegins}{number}";

    /// <summary>Most refunds are approved, some edited, some rejected.</summary>
    public string Decision { get; } = (number % 4) switch { 1 => "edit", 2 => "reject", _ => "approve" };

    /// <summary>What a person says where a pipeline asks whether there is to be a refund at all.</summary>
    public string Answer { get; } = number % 16 == 14 ? OrderFlow.Keep : OrderFlow.PayBack;

    /// <summary>Since the console answered so.</summary>
    public string? Run { get; private set; }

    public bool WasDecided { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>What was last heard of it.</summary>
    public string Phase { get; private set; } = "not answered";

    /// <summary>How often it was at the unknown desk.</summary>
    public int Unknown { get; private set; }

    /// <summary>What is to be refunded in the end; null: nothing.</summary>
    private decimal? ToBe => Decision == "reject" || (by is Worker.Pipeline && Answer == OrderFlow.Keep) ? null : Decision == "edit" ? Edited : Asked;

    /// <summary>What may have been refunded by now.</summary>
    private decimal? MayBe => WasDecided ? ToBe : null;

    /// <summary>What is done besides, each once: and can be taken back, each once.</summary>
    private Deed[] Besides => by switch
    {
        Worker.Pipeline => [new(Id, Deed.Hold), new(Id, Deed.Label, 1001), new(Id, Deed.Label, 2002), new(Id, Deed.Knock, 0), new(Id, Deed.Knock, 1)],
        Worker.AgentThatHolds or Worker.OutsideAgent => [new(Id, Deed.Hold)],
        _ => [],
    };

    public static int NumberOf(string id) => int.Parse(id[IdBegins.Length..], CultureInfo.InvariantCulture);

    /// <summary>Sees to it until its run has ended, and what is to be taken back is.</summary>
    /// <exception cref="HttpRequestException">The console is gone.</exception>
    public async Task SeeToAsync(Clerks clerks, World world, CancellationToken ct)
    {
        if (_outside is not null)
        {
            await FollowAsync(_outside, clerks, world, ct);
            return;
        }

        Run ??= (string)(await clerks.Operator.AskAsync(HttpMethod.Post, "/api/runs", new JsonObject
        {
            ["agent"] = by is Worker.Pipeline ? OrderFlow.Name : "desk", ["input"] = by is Worker.Pipeline ? OrderFlow.InputFor(Id) : OrderTexts.Request(Id),
            ["onBehalfOf"] = new JsonObject { ["subject"] = "customer", ["permissions"] = new JsonArray("*") },
        }, ct, idempotencyKey: Id))["id"]!;
        while (!IsDone)
        {
            var run = await clerks.Operator.AskAsync(HttpMethod.Get, $"/api/runs/{Run}", null, ct);
            switch (Phase = (string)run["status"]!)
            {
                case "AwaitingDecision":
                    await DecideAsync(clerks, First(run, "pendingProposals"), ct);
                    break;
                case "OutcomeUnknown":
                    var call = First(run, "unknownCalls");
                    await SettleAsync(clerks, call, await clerks.DeedOfAsync(Run, call, ct), world, ct);
                    break;
                case "Completed":
                    if (by is Worker.Pipeline && (string)run["result"]! != OrderFlow.ResultFor(Answer)) throw new CrashFound($"{Id}: its run gave \"{run["result"]}\", and was answered {Answer}");
                    Phase = "being taken back";
                    if (_takeBack is not null) await _takeBack.SeeToAsync(clerks, Run, world, ct);
                    IsDone = true;
                    break;
                case "Failed" or "Halted" or "Cancelled":
                    throw new CrashFound($"{Id}: its run ended as {run["status"]}: {run["result"] ?? run["haltMessage"]}");
                default:
                    await Task.Delay(20, ct);
                    break;
            }
        }
    }

    private string First(JsonObject run, string what) => run[what]!.AsArray() is [{ } first, ..] ? (string)first! : throw new CrashFound($"{Id}: its run is {run["status"]} and has no {what}: {run.ToJsonString()}");

    /// <summary>As long as the agent elsewhere asks.</summary>
    private async Task FollowAsync(OutsideAgent agent, Clerks clerks, World world, CancellationToken ct)
    {
        while (await agent.AskAsync(clerks.Operator, ct) is { } told)
        {
            Run = told.Run;
            switch (Phase = told.Status)
            {
                case "pending" when told.Proposal is not null:
                    await DecideAsync(clerks, told.Proposal, ct);
                    break;
                case "outcomeUnknown":
                    await SettleAsync(clerks, told.Call, told.Deed, world, ct);
                    break;
                case "executed" or "running" or "pending":
                case "rejected" when Decision == "reject":
                case "failed" when _saidNotToHaveHappened:
                    await Task.Delay(20, ct);
                    break;
                default:
                    throw new CrashFound($"{Id}: the agent elsewhere was told {told.Status}");
            }
        }

        IsDone = true;
    }

    /// <summary>What was done and should not have been, and what is said to be done and was not.</summary>
    /// <param name="deeds">All that was done for it.</param>
    public IEnumerable<string> Faults(IEnumerable<Deed> deeds)
    {
        var done = deeds.ToLookup(d => d.What == Deed.Refund ? d with { Amount = 0 } : d);
        var refunds = done[new(Id, Deed.Refund)].Count();
        if (refunds > 1) yield return $"{Id}: refunded {refunds} times";
        foreach (var refund in deeds.Where(d => d.What == Deed.Refund && d.Amount != MayBe)) yield return $"{Id}: {refund.Amount} was refunded; it was to be {ToBe?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}";
        if (IsDone && refunds == 0 && ToBe is not null && !_saidNotToHaveHappened) yield return $"{Id}: {ToBe} was to be refunded, is said to be, and was not";
        foreach (var deed in Besides)
        {
            var (times, back) = (done[deed].Count(), done[deed.Back].Count());
            if (times > 1) yield return $"{deed} was done {times} times";
            if (back > 1) yield return $"{deed} was taken back {back} times";
            if (back > 0 && (_takeBack is null || Run is null)) yield return $"{deed} was taken back, and nobody asked for it";
            if (IsDone && (times, back) != (1, _takeBack is null ? 0 : 1)) yield return $"{deed} is said to be done, was done {times} times and taken back {back} times";
        }

        foreach (var strange in done.Select(d => d.Key).Except([new(Id, Deed.Refund), .. Besides, .. Besides.Select(b => b.Back)])) yield return $"{strange} was done, and nobody asked for it";
    }

    /// <summary>Whether the console still knows all that it has answered.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public async Task<string?> LostAsync(Clerks clerks, CancellationToken ct)
    {
        if (_outside is not null && await _outside.LostAsync(clerks.Operator, ct) is { } lost) return lost;
        foreach (var (id, decision) in _answered)
        {
            var proposal = await clerks.Reviewer.AskAsync(HttpMethod.Get, $"/api/proposals/{id}", null, ct);
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

        var decision = DecisionOn(proposal);
        WasDecided |= IsRefund(proposal); // it may arrive, whatever comes back
        await clerks.DecideAsync(proposal, decision, Edited, AnswerTo(proposal), ct);
        _answered.Add((id, decision));
        Phase = "decided";
    }

    // What is sent again has been edited already, and what is to be done besides is always wanted: then it is approved as it is.
    private string DecisionOn(JsonObject proposal)
    {
        if ((string)proposal["tool"]! == "console.choose") return "respond";
        return !IsRefund(proposal) || (Decision == "edit" && proposal["arguments"]!["amount"]!.GetValue<decimal>() == Edited) ? "approve" : Decision;
    }

    private string AnswerTo(JsonObject question) => question["arguments"]?["answers"]?.AsArray().Any(a => (string)a! == Answer) is true ? Answer : OrderFlow.Broken;

    private static bool IsRefund(JsonObject proposal) => proposal["arguments"]!["amount"] is not null;

    private async Task SettleAsync(Clerks clerks, string call, Deed deed, World world, CancellationToken ct)
    {
        var happened = world.Deeds[Id].Any(d => d.What == deed.What && (d.What == Deed.Refund || d == deed)); // a refund may have been edited
        var outcome = happened ? "happened" : deed.What == Deed.Refund && number % 16 is 0 or 4 ? "didNotHappen" : "sendAgain";
        _saidNotToHaveHappened |= outcome == "didNotHappen"; // it may arrive, whatever comes back
        await clerks.SettleAsync(call, outcome, ct);
        Unknown++;
    }
}

/// <summary>Who works on an order.</summary>
internal enum Worker
{
    /// <summary>Pays its money back.</summary>
    Agent,

    /// <summary>Holds its parcel back before.</summary>
    AgentThatHolds,

    /// <summary><see cref="OrderFlow"/>.</summary>
    Pipeline,

    /// <summary><see cref="Crash.OutsideAgent"/>.</summary>
    OutsideAgent,
}
