using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>One customer's order, and all that those who see to it remember of it, whatever the console has forgotten: what they asked for, and what they were answered.</summary>
internal sealed class Order(int number)
{
    public const decimal Asked = 129.9m;
    public const decimal Edited = 99.5m;

    private readonly List<(string Proposal, string Decision)> _answered = [];
    private bool _saidNotToHaveHappened;

    public string Id { get; } = $"order-{number}";

    /// <summary>Most are approved, some edited, some rejected.</summary>
    public string Decision { get; } = (number % 4) switch { 1 => "edit", 2 => "reject", _ => "approve" };

    /// <summary>What may have been refunded at all; null: nothing.</summary>
    public decimal? MayBe => !WasDecided || Decision == "reject" ? null : Decision == "edit" ? Edited : Asked;

    /// <summary>Since the console answered so.</summary>
    public string? Run { get; private set; }

    public bool WasDecided { get; private set; }

    /// <summary>Whether something must have been refunded when it is done: unless a person has said that it did not happen.</summary>
    public bool MustBe => Decision != "reject" && !_saidNotToHaveHappened;

    /// <summary>What was last heard of it.</summary>
    public string Phase { get; private set; } = "not answered";

    public bool IsDone { get; private set; }

    /// <summary>How often it was at the unknown desk.</summary>
    public int Unknown { get; private set; }

    /// <summary>Sees to it until its run has ended.</summary>
    /// <exception cref="HttpRequestException">The console is gone.</exception>
    public async Task SeeToAsync(Clerks clerks, Func<bool> wasRefunded, CancellationToken ct)
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
                    await DecideAsync(clerks.Reviewer, (string)run["pendingProposals"]![0]!, ct);
                    break;
                case "OutcomeUnknown":
                    await SettleAsync(clerks.Second, (string)run["unknownCalls"]![0]!, wasRefunded(), ct);
                    break;
                case "Completed":
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

    private async Task DecideAsync(HttpClient reviewer, string id, CancellationToken ct)
    {
        var proposal = await reviewer.AskAsync(HttpMethod.Get, $"/api/proposals/{id}", null, ct);
        if ((string)proposal["status"]! != "Pending")
        {
            await Task.Delay(20, ct);
            return;
        }

        // What is sent again has been edited already: then it is approved as it is.
        var decision = Decision == "edit" && proposal["arguments"]!["amount"]!.GetValue<decimal>() == Edited ? "approve" : Decision;
        var body = new JsonObject { ["decision"] = decision, ["argumentsHash"] = (string)proposal["argumentsHash"]!, ["viewHash"] = (string)proposal["viewHash"]! };
        if (decision == "reject") body["reason"] = "not this one";
        if (decision == "edit")
        {
            body["arguments"] = proposal["arguments"]!.DeepClone();
            body["arguments"]!["amount"] = Edited;
        }

        WasDecided = true; // it may arrive, whatever comes back
        await reviewer.AskAsync(HttpMethod.Post, $"/api/proposals/{id}/decision", body, ct, mayBeTooLate: true);
        _answered.Add((id, decision));
        Phase = "decided";
    }

    private async Task SettleAsync(HttpClient second, string call, bool wasRefunded, CancellationToken ct)
    {
        var outcome = wasRefunded ? "happened" : number % 8 == 0 ? "didNotHappen" : "sendAgain";
        Unknown++;
        _saidNotToHaveHappened |= outcome == "didNotHappen";
        await second.AskAsync(HttpMethod.Post, $"/api/calls/{call}/outcome", new JsonObject { ["outcome"] = outcome, ["note"] = "the books were looked at" }, ct, mayBeTooLate: true);
    }
}

/// <summary>Who sees to orders.</summary>
internal sealed class Clerks(Uri address) : IDisposable
{
    public HttpClient Operator { get; } = BenchmarkConsole.ClientOf(address, "op-key");

    public HttpClient Reviewer { get; } = BenchmarkConsole.ClientOf(address, "rev-key");

    /// <summary>Who has approved nothing, and so may say that something did not happen.</summary>
    public HttpClient Second { get; } = BenchmarkConsole.ClientOf(address, "second-key");

    public void Dispose()
    {
        Operator.Dispose();
        Reviewer.Dispose();
        Second.Dispose();
    }
}

/// <summary>Requests that answer or say why not.</summary>
internal static class Asking
{
    /// <param name="mayBeTooLate">A conflict is no fault: an earlier request arrived whose answer did not.</param>
    public static async Task<JsonObject> AskAsync(this HttpClient client, HttpMethod method, string path, JsonObject? body, CancellationToken ct, string? idempotencyKey = null, bool mayBeTooLate = false)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await client.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode || (mayBeTooLate && response.StatusCode == HttpStatusCode.Conflict)
            ? JsonNode.Parse(text)!.AsObject()
            : throw new CrashFound($"{method} {path} was answered {(int)response.StatusCode}: {text}");
    }
}

/// <summary>What must not be.</summary>
internal sealed class CrashFound(string what) : Exception(what);
