using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Who sees to orders.</summary>
internal sealed class Clerks(Uri address) : IDisposable
{
    public HttpClient Operator { get; } = BenchmarkConsole.ClientOf(address, "op-key");

    public HttpClient Reviewer { get; } = BenchmarkConsole.ClientOf(address, "rev-key");

    /// <summary>Who has approved nothing, and so may say that something did not happen.</summary>
    public HttpClient Second { get; } = BenchmarkConsole.ClientOf(address, "second-key");

    /// <summary>Who has what was done taken back.</summary>
    public HttpClient Support { get; } = BenchmarkConsole.ClientOf(address, "support-key");

    /// <summary>As it is, where it waits.</summary>
    public async Task ApproveAsync(string proposalId, CancellationToken ct)
    {
        var proposal = await Reviewer.AskAsync(HttpMethod.Get, $"/api/proposals/{proposalId}", null, ct);
        if ((string)proposal["status"]! == "Pending") await DecideAsync(proposal, "approve", 0, "", ct);
        else await Task.Delay(20, ct);
    }

    /// <param name="amount">Where it is edited.</param>
    /// <param name="answer">Where it is a question.</param>
    public Task DecideAsync(JsonObject proposal, string decision, decimal amount, string answer, CancellationToken ct)
    {
        var body = new JsonObject { ["decision"] = decision, ["argumentsHash"] = (string)proposal["argumentsHash"]!, ["viewHash"] = (string)proposal["viewHash"]! };
        if (decision == "reject") body["reason"] = "not this one";
        if (decision == "respond") body["result"] = new JsonObject { ["answer"] = answer };
        if (decision == "edit")
        {
            body["arguments"] = proposal["arguments"]!.DeepClone();
            body["arguments"]!["amount"] = amount;
        }

        return Reviewer.AskAsync(HttpMethod.Post, $"/api/proposals/{proposal["id"]}/decision", body, ct, mayBeTooLate: true);
    }

    /// <summary>What a call of a run is to do, as the run's events have it.</summary>
    public async Task<Deed> DeedOfAsync(string run, string call, CancellationToken ct)
    {
        var events = await Reviewer.AskAsync(HttpMethod.Get, $"/api/runs/{run}/events?take=200", null, ct);
        var asked = events["items"]!.AsArray().SelectMany(e => e!["data"]!["calls"]?.AsArray() ?? []).First(c => (string)c!["callId"]! == call)!;
        return RecordedTools.DeedOf((string)asked["name"]!, asked["arguments"] is JsonObject read ? read : JsonNode.Parse((string)asked["arguments"]!)!);
    }

    public Task SettleAsync(string call, string outcome, CancellationToken ct) =>
        Second.AskAsync(HttpMethod.Post, $"/api/calls/{call}/outcome", new JsonObject { ["outcome"] = outcome, ["note"] = "the books were looked at" }, ct, mayBeTooLate: true);

    public void Dispose()
    {
        foreach (var one in new[] { Operator, Reviewer, Second, Support }) one.Dispose();
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
