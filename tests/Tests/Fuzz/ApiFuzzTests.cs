using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Fuzz;

/// <summary>Every address of the API under malformed requests: it answers, in time, with a refusal or a result, and tells nothing of its insides.</summary>
/// <remarks><c>FUZZ_REQUESTS</c> (default 1,000) and <c>FUZZ_SEED</c> (default 7) choose how many and which.</remarks>
public sealed partial class ApiFuzzTests : IAsyncLifetime
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);
    private static readonly string[] ContentTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"];

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"), TestTools.Echo("stamp"));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible").Tool("box.stamp", "Reversible");
        settings.Root["Authentication"]!["Local"]!["Users"]!.AsArray().Add(new JsonObject
        {
            ["Name"] = "fay", ["Roles"] = new JsonArray("Reviewer", "Support", "Admin", "Operator"), ["ApiKey"] = "demo-fay",
        });
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_malformed_request_makes_an_error_of_ours_hangs_or_is_told_of_the_insides()
    {
        var (count, seed) = (Setting("FUZZ_REQUESTS", 1000), Setting("FUZZ_SEED", 7));
        var document = JsonNode.Parse((await _console.Anyone.GetAsync("/openapi/v1.json")).Text)!;
        var operations = Operations(document).ToList();
        Assert.True(operations.Count > 15, $"only {operations.Count} operations");
        var mutations = new Mutations(new(seed), await IdsAsync());
        var (faults, statuses, longest) = (new List<string>(), new SortedDictionary<int, int>(), TimeSpan.Zero);
        using var http = new HttpClient { BaseAddress = _console.Address, Timeout = Hang };
        for (var i = 0; i < count && faults.Count < 20; i++)
        {
            using var request = Request(operations[i % operations.Count], document, mutations);
            var said = $"#{i} {request.Method} {request.RequestUri} {(request.Content is null ? "" : Cut(await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)))}";
            var watch = Stopwatch.StartNew();
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                var status = (int)response.StatusCode;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
                var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
                var text = isStream ? "" : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (status >= 500) faults.Add($"{status} for {said}: {Cut(text)}");
                if (status >= 400 && response.Content.Headers.ContentType?.MediaType != "application/problem+json" && text.Length > 0) faults.Add($"no problem+json for {said}: {Cut(text)}");
                if (status >= 400 && Insides().IsMatch(text)) faults.Add($"tells of the insides for {said}: {Cut(text)}");
            }
            catch (Exception e) when (e is TaskCanceledException or HttpRequestException or IOException)
            {
                faults.Add($"{e.GetType().Name} for {said}: {e.Message}");
            }

            if (watch.Elapsed > longest) longest = watch.Elapsed;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{statuses.Values.Sum()} requests over {operations.Count} operations, seed {seed}: {string.Join(", ", statuses.Select(s => $"{s.Key}: {s.Value}"))}; longest {longest.TotalMilliseconds:0} ms");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal(200, (await _console.Anyone.GetAsync("/health/ready")).Status);
        Assert.True(statuses.GetValueOrDefault(200) > count / 50 && statuses.Where(s => s.Key is >= 400 and < 500).Sum(s => s.Value) > count / 5, "The requests never got anywhere.");
    }

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        var input = _model.On("fuzzed", a => a.Turn == 0 ? Reply.Calls(("stamp", """{"text":"x"}""")) : a.Turn == 1 ? Reply.Calls(("write", """{"text":"y"}""")) : Reply.Says("done"));
        var run = await _console.Sam.StartRunAsync("clerk", input);
        var proposal = await _console.Rita.ProposalOfAsync(run);
        return [run, run, proposal.Text("id"), proposal.Text("id"), proposal.Text("callId"), proposal.Text("argumentsHash"), proposal.Text("viewHash"), "box.look", "box.write", "box.stamp", "clerk", "agent:clerk:total", "2026-11"];
    }

    private static IEnumerable<(string Method, string Path, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject() from operation in path.Value!.AsObject() where operation.Value?["responses"] is not null
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!);

    private static HttpRequestMessage Request((string Method, string Path, JsonNode Operation) to, JsonNode document, Mutations mutations)
    {
        var path = Parameter().Replace(to.Path, _ => mutations.Word() is { Length: > 0 } word ? word : "x");
        var query = (to.Operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]?.GetValue<string>() == "query" && mutations.Now(50)).Select(p => $"{p!["name"]}={mutations.Word()}");
        var request = new HttpRequestMessage(new(to.Method), new Uri($"{path}?{string.Join('&', query)}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "demo-fay");
        foreach (var header in new[] { "If-Match", "Idempotency-Key", "Last-Event-ID" })
            if (mutations.Now(40)) request.Headers.TryAddWithoutValidation(header, mutations.One(["\"0\"", "\"1\"", "1", "-1", "99999999999", "*", "nonsense", new string('k', 2000), ""]));
        if (mutations.Now(10)) request.Headers.TryAddWithoutValidation("Accept", mutations.One(["text/event-stream", "nonsense", "text/html", "*/*;q=9"]));
        if (to.Operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema) return request;
        request.Content = new ByteArrayContent(mutations.Body(schema, reference => Resolve(document, reference)));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mutations.Now(93) ? ContentTypes[0] : mutations.One(ContentTypes));
        return request;
    }

    private static JsonNode? Resolve(JsonNode document, string reference) => reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]);

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    private static string Cut(string text) => text.Length > 400 ? text[..400] : text;

    [GeneratedRegex(@"\bSystem\.|Microsoft\.|ApprovalConsole\.[A-Z]|Exception\b|\.cs:line|\bat [A-Z]\w+\.\w+|SQLite|StackTrace|/src/|Nullable", RegexOptions.CultureInvariant)]
    private static partial Regex Insides();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
