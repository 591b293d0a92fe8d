using System.Net;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Who gets in, and what those hear who do not.</summary>
public sealed class DoorTests(SharedConsole shared)
{
    [Theory]
    [InlineData("GET", "/api/runs")]
    [InlineData("POST", "/api/runs")]
    [InlineData("GET", "/api/runs/x")]
    [InlineData("GET", "/api/runs/x/events")]
    [InlineData("POST", "/api/runs/x/cancel")]
    [InlineData("POST", "/api/runs/x/grant")]
    [InlineData("POST", "/api/calls/x/outcome")]
    [InlineData("GET", "/api/proposals")]
    [InlineData("GET", "/api/proposals/x")]
    [InlineData("POST", "/api/proposals/x/decision")]
    [InlineData("POST", "/api/proposals/x/withdraw")]
    [InlineData("GET", "/api/tools")]
    [InlineData("GET", "/api/tools/x")]
    [InlineData("PUT", "/api/tools/x/policy")]
    [InlineData("GET", "/api/agents")]
    [InlineData("POST", "/hubs/runs/negotiate")]
    public async Task Without_a_key_or_with_a_wrong_one_every_address_is_closed(string method, string path)
    {
        var console = await shared.ConsoleAsync();
        foreach (var authorization in new[] { null, "Bearer nonsense", "Bearer ", "Basic ZGVtby1hZGE=", "Bearer demo-ada2" })
        {
            (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];
            (await console.Anyone.SendAsync(new(method), path, method == "GET" ? null : "{}", headers)).MustRefuse(401, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("rita", "POST", "/api/runs")]
    [InlineData("ada", "POST", "/api/runs")]
    [InlineData("rita", "POST", "/api/runs/x/cancel")]
    [InlineData("rita", "POST", "/api/runs/x/grant")]
    [InlineData("olga", "POST", "/api/runs/x/grant")]
    [InlineData("sam", "POST", "/api/calls/x/outcome")]
    [InlineData("olga", "GET", "/api/proposals")]
    [InlineData("olga", "GET", "/api/proposals/x")]
    [InlineData("sam", "POST", "/api/proposals/x/decision")]
    [InlineData("ada", "POST", "/api/proposals/x/decision")]
    [InlineData("rita", "POST", "/api/proposals/x/withdraw")]
    [InlineData("rita", "PUT", "/api/tools/box.write/policy")]
    [InlineData("sam", "PUT", "/api/tools/box.write/policy")]
    public async Task Without_the_role_the_answer_is_403(string person, string method, string path)
    {
        var console = await shared.ConsoleAsync();
        (await console.As(person).SendAsync(new(method), path, method == "GET" ? null : "{}")).MustRefuse(403, "forbidden");
    }

    [Theory]
    [InlineData("sam", "GET", "/api/runs/none", "unknownRun")]
    [InlineData("sam", "GET", "/api/runs/none/events", "unknownRun")]
    [InlineData("sam", "POST", "/api/runs/none/cancel", "unknownRun")]
    [InlineData("sam", "POST", "/api/runs/none/grant", "unknownRun")]
    [InlineData("rita", "GET", "/api/proposals/none", "unknownProposal")]
    [InlineData("rita", "GET", "/api/proposals/none.1.1.p1", "unknownProposal")]
    [InlineData("sam", "POST", "/api/proposals/none.1.1.p1/withdraw", "unknownProposal")]
    [InlineData("rita", "POST", "/api/proposals/none.1.1.p1/decision", "unknownProposal")]
    [InlineData("rita", "POST", "/api/calls/none.1.1/outcome", "unknownCall")]
    [InlineData("rita", "GET", "/api/tools/none", "unknownTool")]
    [InlineData("ada", "PUT", "/api/tools/none/policy", "unknownTool")]
    [InlineData("ada", "GET", "/api/nothing/at/all", "notFound")]
    public async Task What_there_is_not_is_404_and_says_what_it_is_not(string person, string method, string path, string code)
    {
        var console = await shared.ConsoleAsync();
        var body = (method, path.Split('/')[^1]) switch
        {
            ("GET", _) => null,
            (_, "decision") => """{"reason":"r","decision":"approve","argumentsHash":"a","viewHash":"b"}""",
            (_, "outcome") => """{"outcome":"happened","note":"n"}""",
            (_, "policy") => "{}",
            _ => """{"reason":"r"}""",
        };
        (await console.As(person).SendAsync(new(method), path, body, ("If-Match", "\"1\""))).MustRefuse(404, code);
    }

    [Theory]
    [InlineData("sam", "/api/runs")]
    [InlineData("sam", "/api/runs/x/cancel")]
    [InlineData("sam", "/api/runs/x/grant")]
    [InlineData("rita", "/api/proposals/x/decision")]
    [InlineData("sam", "/api/proposals/x/withdraw")]
    [InlineData("rita", "/api/calls/x/outcome")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_place_where_it_went_wrong(string person, string path)
    {
        var console = await shared.ConsoleAsync();
        foreach (var body in new[] { "{", "[]", "\"text\"", "{\"reason\": 7}x", "{\"reason\":\"a\",\"reason\":\"b\"}", "{\"agent\":\"a\",\"agent\":\"b\"}", "{\"note\":\"a\",\"note\":\"b\"}" })
        {
            // A duplicate of a name that this body does not have is somebody else's case.
            if (body.Contains("note", StringComparison.Ordinal) != path.EndsWith("outcome", StringComparison.Ordinal) && body.Contains("note", StringComparison.Ordinal)) continue;
            if (body.Contains("agent", StringComparison.Ordinal) && path != "/api/runs") continue;
            if (body.Contains("reason\":\"a", StringComparison.Ordinal) && (path == "/api/runs" || path.EndsWith("outcome", StringComparison.Ordinal))) continue;
            (await console.As(person).PostAsync(path, body)).MustRefuse(400, "malformedJson");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_missing_body_is_refused(string body)
    {
        var console = await shared.ConsoleAsync();
        var refused = await console.Sam.PostAsync("/api/runs", body);
        Assert.True(refused.Status is 400 && refused.ContentType == "application/problem+json", refused.Text);
    }

    [Fact]
    public async Task A_body_that_is_no_json_by_its_own_word_is_refused()
    {
        var console = await shared.ConsoleAsync();
        using var content = new StringContent("agent=clerk");
        using var response = await console.Sam.Http.PostAsync(new Uri("/api/runs", UriKind.Relative), content, TestContext.Current.CancellationToken);
        (await Answer.OfAsync(response)).MustRefuse(415, "unsupportedMediaType");
    }

    [Theory]
    [InlineData("sam", "/api/runs?status=Sleeping", "status")]
    [InlineData("sam", "/api/runs?take=many", "take")]
    [InlineData("rita", "/api/proposals?status=1", "status")]
    [InlineData("rita", "/api/proposals?after=nonsense", "after")]
    public async Task A_question_that_cannot_be_understood_is_refused_by_the_name_of_its_part(string person, string path, string part)
    {
        var console = await shared.ConsoleAsync();
        var refused = await console.As(person).GetAsync(path);
        Assert.True(refused.Status is 400 or 422, refused.Text);
        var title = refused.MustRefuse(refused.Status, refused["code"].GetString()!).Text("title");
        Assert.Contains(part, title, StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("10.0.0.1")]
    [InlineData("localhost.evil.example")]
    public async Task Another_host_name_is_refused_whatever_the_path(string host)
    {
        var console = await shared.ConsoleAsync();
        foreach (var path in new[] { "/api/runs", "/health/ready", "/" })
            (await console.Ada.GetAsync(path, ("Host", $"{host}:{console.Address.Port}"))).MustRefuse(400, "wrongHost");
    }

    [Fact]
    public async Task Health_and_the_contract_need_no_key()
    {
        var console = await shared.ConsoleAsync();
        Assert.Equal((200, 200), ((await console.Anyone.GetAsync("/health/live")).Status, (await console.Anyone.GetAsync("/health/ready")).Status));
        Assert.Equal("3", (await console.Anyone.GetAsync("/openapi/v1.json")).Must(200).Text("openapi")[..1]);
    }

    [Fact]
    public async Task A_watcher_without_a_key_hears_it_in_the_same_form()
    {
        var console = await shared.ConsoleAsync();
        (await console.Anyone.GetAsync("/api/runs/x/events", ("Accept", "text/event-stream"))).MustRefuse(401, "unauthenticated");
        (await console.Sam.GetAsync("/api/runs/none/events", ("Accept", "text/event-stream"))).MustRefuse(404, "unknownRun");
    }

    [Fact]
    public async Task An_input_larger_than_the_console_takes_is_refused_with_the_size()
    {
        var console = await shared.ConsoleAsync();
        var refused = (await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = new string('x', 65537), onBehalfOf = new { subject = "kim" } })).MustRefuse(422, "invalidRequest");
        Assert.Contains("65536", refused.Text("title"), StringComparison.Ordinal);
        (await console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "kim" }, metadata = new { blob = new string('x', 4_000_000) } }, ("Expect", "100-continue"))).MustRefuse(413, "tooLarge"); // so that the answer comes before the body
    }

    [Fact]
    public async Task Numbers_and_texts_that_cannot_be_kept_exactly_are_refused_and_not_an_error_of_ours()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("odd attributes", Reply.Says("ok"));
        foreach (var attributes in new[] { """{"n":1e999}""", """{"n":"\ud800"}""", """{"a":1,"a":2}""", """{"n":123456789012345678901234567890}""" })
        {
            var answer = await console.Sam.PostAsync("/api/runs", $$$"""{"agent":"clerk","input":"{{{input}}}","onBehalfOf":{"subject":"kim","attributes":{{{attributes}}}}}""");
            Assert.True(answer.Status is 400 or 422 && answer.ContentType == "application/problem+json", $"{attributes}: {answer.Status} {answer.Text}");
        }
    }
}
