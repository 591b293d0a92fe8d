using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>I1 and I7: a proposal waits while its world changes; what was shown no longer holds.</summary>
public sealed class ChangingWorldTests : IClassFixture<WatchedLedger>
{
    private readonly Ledger _ledger;
    private readonly string _id = $"L{Guid.NewGuid():N}";

    public ChangingWorldTests(WatchedLedger watched) => _ledger = watched.Ledger.Has(_id, WatchedLedger.Open);

    [Fact]
    public async Task A_proposal_shows_what_was_looked_up_and_the_title_names_it()
    {
        var proposal = await _ledger.ProposeAsync(_id, 20);
        Assert.Equal($"Pay $20.00 of $120.00 for {_id} to Ana Ruiz", proposal.Text("title"));
        Assert.Equal(
            [("due", "/due", "120"), ("name", "/name", "\"Ana Ruiz\""), (null, "/status", "\"open\""), (null, "/owner", "\"u1\"")],
            proposal.GetProperty("facts").EnumerateArray().Select(f => (f.TryGetProperty("name", out var n) ? n.GetString() : null, f.Text("path"), f.GetProperty("value").GetRawText())));
        Assert.Equal("passed", proposal.GetProperty("validation").GetProperty("semantic").Text("verdict"));

        (await _ledger.Console.Rita.ApproveAsync(proposal)).Must(200);
        await Until.TrueAsync(() => Task.FromResult(_ledger.PaymentsOf(_id) == 1), () => _ledger.Console.Output);
    }

    [Theory]
    [InlineData("due", "110", "/due", "120", "110")]
    [InlineData("name", "\"Bo Li\"", "/name", "\"Ana Ruiz\"", "\"Bo Li\"")]
    public async Task What_changed_and_still_passes_comes_back_as_a_new_proposal_with_the_difference(string field, string now, string path, string was, string @is)
    {
        var old = await _ledger.ProposeAsync(_id, 20);
        _ledger.Records[_id][field] = JsonNode.Parse(now);

        var refused = (await _ledger.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale");

        Assert.Equal("Stale", (await _ledger.ReadAsync(old.Text("id"))).Text("status"));
        var successor = refused.GetProperty("proposal");
        Assert.Equal((old.Text("id"), "Pending"), (successor.Text("supersedes"), successor.Text("status")));
        Assert.Contains((path, was, @is), successor.GetProperty("difference").EnumerateArray().Select(d => (d.Text("path"), d.Text("was"), d.Text("is"))));

        // An old click, and an old view on the new one.
        (await _ledger.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale");
        (await _ledger.Console.Rita.DecideAsync(successor, new { decision = "approve", argumentsHash = old.Text("argumentsHash"), viewHash = old.Text("viewHash") })).MustRefuse(409, "changed");
        Assert.Equal(0, _ledger.PaymentsOf(_id));

        (await _ledger.Console.Rita.ApproveAsync(await _ledger.ReadAsync(successor.Text("id")))).Must(200);
        await Until.TrueAsync(() => Task.FromResult(_ledger.PaymentsOf(_id) == 1), () => _ledger.Console.Output);
    }

    [Theory]
    [InlineData("owner", "\"u2\"", "/owner")]
    [InlineData("status", "\"paid\"", "/status")]
    [InlineData("due", "10", "/due")]
    public async Task What_changed_and_no_longer_passes_is_stale_with_the_difference_and_the_agent_is_told(string field, string now, string path)
    {
        var old = await _ledger.ProposeAsync(_id, 20);
        _ledger.Records[_id][field] = JsonNode.Parse(now);

        (await _ledger.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale");

        var stale = await _ledger.ReadAsync(old.Text("id"));
        Assert.Equal("Stale", stale.Text("status"));
        Assert.Contains(path, stale.GetProperty("difference").EnumerateArray().Select(d => d.Text("path")));
        await _ledger.Console.Rita.UntilAsync(old.Text("runId"), "Completed");
        Assert.Equal(0, _ledger.PaymentsOf(_id));
    }

    [Fact]
    public async Task A_record_that_is_gone_is_stale()
    {
        var old = await _ledger.ProposeAsync(_id, 20);
        _ledger.Records.TryRemove(_id, out _);
        (await _ledger.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale");
        Assert.Equal(("Stale", 0), ((await _ledger.ReadAsync(old.Text("id"))).Text("status"), _ledger.PaymentsOf(_id)));
    }

    [Fact]
    public async Task Another_policy_makes_it_stale_with_the_difference()
    {
        await using var ledger = await Ledger.StartAsync(WatchedLedger.Policy);
        var old = await ledger.Has("L1", WatchedLedger.Open).ProposeAsync("L1", 20);
        var change = (await ledger.Console.Ada.PutAsync("/api/tools/ledger.pay/policy", """{"reversibility":"Critical"}""", ("If-Match", "\"1\""))).Must(202).Text("changeId");
        (await ledger.Console.Abel.PostAsync($"/api/tools/ledger.pay/policy/changes/{change}/approve", new { })).Must(200);

        var successor = (await ledger.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale").GetProperty("proposal");

        Assert.Contains(("policy", "/reversibility", "Irreversible", "Critical"), successor.GetProperty("difference").EnumerateArray().Select(d => (d.Text("source"), d.Text("path"), d.Text("was"), d.Text("is"))));
        Assert.Equal(2, successor.GetProperty("approvalsNeeded").GetInt32());
        Assert.Equal(0, ledger.Payments);
    }

    [Fact]
    public async Task Nobody_approves_while_the_look_up_is_silent_and_the_proposal_waits_on()
    {
        var proposal = await _ledger.ProposeAsync(_id, 20);
        _ledger.IsSilent = true;
        (await _ledger.Console.Rita.ApproveAsync(proposal)).MustRefuse(503, "couldNotCheck");
        Assert.Equal("Pending", (await _ledger.ReadAsync(proposal.Text("id"))).Text("status"));

        _ledger.IsSilent = false;
        (await _ledger.Console.Rita.ApproveAsync(proposal)).Must(200);
        await Until.TrueAsync(() => Task.FromResult(_ledger.PaymentsOf(_id) == 1), () => _ledger.Console.Output);
    }

    [Fact]
    public async Task An_edit_is_checked_against_the_world_as_it_is()
    {
        var proposal = await _ledger.ProposeAsync(_id, 20);
        var errors = (await _ledger.Console.Rita.EditAsync(proposal, new { id = _id, amount = 121 })).MustRefuse(422, "validationFailed").GetProperty("errors");
        Assert.Equal(("semantic", "/amount", "compare"), (errors[0].Text("layer"), errors[0].Text("path"), errors[0].Text("code")));
        (await _ledger.Console.Rita.EditAsync(proposal, new { id = "L9", amount = 1 })).MustRefuse(422, "validationFailed");
        (await _ledger.Console.Rita.EditAsync(proposal, new { id = _id, amount = 120 })).Must(200);
        await Until.TrueAsync(() => Task.FromResult(_ledger.PaymentsOf(_id) == 1), () => _ledger.Console.Output);
        Assert.Equal(120, _ledger.Tools.Calls.Single(c => c.Tool == "pay" && c.Arguments.Text("id") == _id).Arguments.GetProperty("amount").GetDecimal());
    }

    [Theory]
    [InlineData(null, 121, "semantic")]
    [InlineData("L9", 1, "semantic")]
    [InlineData("L2", 1, "authorization")]
    public async Task The_model_is_told_which_layer_refused_and_nobody_is_asked(string? other, int amount, string layer)
    {
        _ledger.Has("L2", """{"due":120,"owner":"u2","status":"open","name":"Bo"}""");
        var run = await _ledger.AskAsync(other ?? _id, amount);
        await _ledger.Console.Rita.UntilAsync(run, "Completed");
        var refused = (await _ledger.Console.Rita.GetAsync($"/api/runs/{run}/events")).Must(200).GetProperty("items").EnumerateArray().Single(e => e.Text("type") == "call.refused.v1");
        Assert.Contains(layer, refused.GetProperty("data").GetProperty("findings").EnumerateArray().Select(f => f.Text("layer").ToLowerInvariant()));
        Assert.Equal(0, _ledger.PaymentsOf(other ?? _id));
    }
}
