using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Crash;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>How a console starts on a database in which runs wait. Milliseconds from before its process is.</summary>
/// <param name="Ready">The first page of the inbox is there.</param>
/// <param name="ReadyCpu">What the processors worked for it until then.</param>
/// <param name="Decided">A decision that was given at once, and again until the gate had shown that it holds, is on the disk.</param>
/// <param name="DecidedCpu">Likewise.</param>
/// <param name="Sent">Its refund has reached the tool.</param>
/// <param name="Reckoned">The whole log was found well.</param>
internal sealed record StartFigures(string Database, double Ready, double ReadyCpu, double Decided, double DecidedCpu, double Sent, double Reckoned, Held Held)
{
    /// <summary>One start, and one decision.</summary>
    public static async Task<StartFigures> OfAsync(string name, string folder)
    {
        await using var console = await ScaleProcess.StartAsync(folder);
        using var clerks = new Clerks(console.Address);
        var first = (await Inbox.PageAsync(clerks.Reviewer, take: 50, after: null)).Items[0];
        var (ready, readyCpu) = (Ms(console.Begun, Stopwatch.GetTimestamp()), console.CpuMs);
        while (!await Inbox.ApprovedAsync(clerks.Reviewer, first)) await Task.Delay(20);
        var (decided, decidedCpu) = (Ms(console.Begun, Stopwatch.GetTimestamp()), console.CpuMs);
        var sent = Ms(console.Begun, await console.AskAsync<long>($"sent {Inbox.OrderOf(first)}"));
        var reckoned = Ms(console.Begun, await console.AskAsync<long>("reckoned"));
        return new(name, ready, readyCpu, decided, decidedCpu, sent, reckoned, await console.AskAsync<Held>("memory"));
    }

    private static double Ms(long from, long to) => Math.Round(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);
}

/// <summary>What a reviewer does over HTTP.</summary>
internal static class Inbox
{
    public static async Task<(IReadOnlyList<JsonObject> Items, string? Next)> PageAsync(HttpClient reviewer, int take, string? after)
    {
        var page = await reviewer.AskAsync(HttpMethod.Get, $"/api/proposals?status=pending&take={take}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", null, CancellationToken.None);
        return ([.. page["items"]!.AsArray().Select(item => item!.AsObject())], (string?)page["next"]);
    }

    /// <summary>Looks at it by itself, as a person does, and says yes.</summary>
    /// <returns>False: not yet.</returns>
    public static async Task<bool> ApprovedAsync(HttpClient reviewer, JsonObject listed)
    {
        var path = $"/api/proposals/{(string)listed["id"]!}";
        var shown = await reviewer.AskAsync(HttpMethod.Get, path, null, CancellationToken.None);
        using var answer = await reviewer.PostAsJsonAsync($"{path}/decision", Yes(shown));
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    public static JsonObject Yes(JsonObject shown) => new()
    {
        ["decision"] = "approve", ["argumentsHash"] = (string)shown["argumentsHash"]!, ["viewHash"] = (string)shown["viewHash"]!,
    };

    public static string OrderOf(JsonObject proposal) => (string)proposal["arguments"]!["orderId"]!;
}
