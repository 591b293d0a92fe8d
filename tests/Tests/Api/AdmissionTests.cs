using System.Text.Json;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Data.Sqlite;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Api;

/// <summary>A tool is called under the definition that was admitted, or not at all.</summary>
public sealed class AdmissionTests(Browser browser)
{
    private const string Wider = """{"type":"object","properties":{"text":{"type":"string"},"to":{"type":"string"}},"required":["text"],"additionalProperties":false}""";

    [Fact]
    public async Task What_a_server_lists_on_first_contact_is_admitted_by_the_console()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var write = await ToolAsync(desk, "box.write");
        var admitted = write.GetProperty("admitted");
        Assert.Equal(("Active", "the console", write.Text("definitionHash")), (write.Text("status"), admitted.Text("by"), admitted.Text("definitionHash")));
        Assert.Equal("write", admitted.GetProperty("definition").Text("name"));
    }

    [Fact]
    public async Task What_changes_or_appears_later_is_neither_offered_nor_called_until_an_admin_admits_it()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await desk.KillAsync();
        desk.Tools.Offer(TestTools.Echo("write") with { Schema = Wider }, TestTools.Echo("slow_look"), TestTools.Echo("late"));
        await desk.RestartAsync();

        Assert.Equal("Changed", (await ToolAsync(desk, "box.write")).Text("status"));
        Assert.Equal("NotAdmitted", (await ToolAsync(desk, "box.late")).Text("status"));
        Assert.Equal(JsonValueKind.Null, (await ToolAsync(desk, "box.late")).GetProperty("admitted").ValueKind);
        var (run, text) = await desk.AskAsync("write");
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(0, desk.Tools.CallsWith(text));

        var hash = (await ToolAsync(desk, "box.write")).Text("definitionHash");
        var ada = desk.Console.Ada;
        (await desk.Console.Rita.PostAsync("/api/tools/box.write/admit", new { definitionHash = hash })).MustRefuse(403, "forbidden");
        (await ada.PostAsync("/api/tools/box.nothing/admit", new { definitionHash = hash })).MustRefuse(404, "unknownTool");
        (await ada.PostAsync("/api/tools/box.write/admit", new { definitionHash = "0" + hash })).MustRefuse(409, "changed");
        Assert.Equal("Active", (await ada.PostAsync("/api/tools/box.write/admit", new { definitionHash = hash })).Must(200).Text("status"));

        await desk.KillAsync();
        await desk.RestartAsync();
        Assert.Equal(("Active", 0), ((await ToolAsync(desk, "box.write")).Text("status"), (await ToolAsync(desk, "box.write")).GetProperty("policy").GetProperty("version").GetInt32()));
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Critical" }, ("If-Match", "\"0\""))).Must(200);
    }

    [Fact]
    public async Task What_a_server_offers_no_more_is_told()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await desk.KillAsync();
        desk.Tools.Offer(TestTools.Echo("write"));
        await desk.RestartAsync();
        await using var context = await browser.OpenAsync(desk.Console.Address);
        var ada = await context.SignInOnceAsync(desk.Console, "ada");
        await ada.GotoAsync("/tools");
        await Expect(ada.Locator(".gone li", new() { HasText = "box.slow_look" })).ToHaveCountAsync(1);
        await Expect(ada.Locator(".gone li", new() { HasText = "box.write" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_call_that_was_approved_under_the_old_definition_is_not_sent_under_a_new_one()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAsync();
        desk.Tools.Offer(TestTools.Echo("write") with { Schema = Wider });
        await desk.RestartAsync();

        (await desk.Console.Rita.ApproveAsync(proposal)).MustRefuse(409, "stale");
        var tool = await ToolAsync(desk, "box.write");
        Assert.Equal("Changed", tool.Text("status"));
        var stale = (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
        Assert.Contains(("definition", tool.Text("definitionHash")), stale.GetProperty("difference").EnumerateArray().Select(d => (d.Text("source"), d.Text("is"))));
        Assert.Equal(0, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task Once_the_new_definition_is_admitted_what_waited_under_the_old_one_comes_back_with_the_difference()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var old = await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAsync();
        desk.Tools.Offer(TestTools.Echo("write") with { Schema = Wider });
        await desk.RestartAsync();
        var hash = (await ToolAsync(desk, "box.write")).Text("definitionHash");
        (await desk.Console.Ada.PostAsync("/api/tools/box.write/admit", new { definitionHash = hash })).Must(200);

        var successor = (await desk.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale").GetProperty("proposal");
        Assert.Equal((old.Text("id"), "Pending"), (successor.Text("supersedes"), successor.Text("status")));
        Assert.Contains(("/definitionHash", hash), successor.GetProperty("difference").EnumerateArray().Select(d => (d.Text("path"), d.Text("is"))));
        (await desk.Console.Rita.ApproveAsync(old)).MustRefuse(409, "stale");
        Assert.Equal(0, desk.Tools.CallsWith(text));

        (await desk.Console.Rita.ApproveAsync(successor)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I8_an_admission_written_by_hand_admits_nothing()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await desk.KillAsync();
        desk.Tools.Offer(TestTools.Echo("write") with { Schema = Wider });
        await desk.RestartAsync();
        var tool = await ToolAsync(desk, "box.write");
        await desk.KillAsync();

        using (var database = new SqliteConnection($"Data Source={Path.Combine(Path.GetDirectoryName(desk.SettingsFile)!, "console.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = $"UPDATE journal SET Data = replace(Data, '{tool.GetProperty("admitted").Text("definitionHash")}', '{tool.Text("definitionHash")}') WHERE Stream = 'tool/box.write'";
            Assert.Equal(1, command.ExecuteNonQuery());
            ForgottenLog.Of(database);
        }

        await desk.RestartAsync();
        Assert.Equal("NotAdmitted", (await ToolAsync(desk, "box.write")).Text("status"));
    }

    [Fact]
    public async Task A_database_from_before_admissions_is_a_first_contact()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await desk.KillAsync();
        using (var database = new SqliteConnection($"Data Source={Path.Combine(Path.GetDirectoryName(desk.SettingsFile)!, "console.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "DELETE FROM journal WHERE Name = 'tool.admitted.v1'";
            Assert.NotEqual(0, command.ExecuteNonQuery());
            ForgottenLog.Of(database);
        }

        await desk.RestartAsync();
        var stamp = await ToolAsync(desk, "box.slow_stamp");
        Assert.Equal(("Active", 1), (stamp.Text("status"), stamp.GetProperty("policy").GetProperty("version").GetInt32()));
    }

    private static async Task<JsonElement> ToolAsync(CrashDesk desk, string id) => (await desk.Console.Rita.GetAsync($"/api/tools/{id}")).Must(200);
}
