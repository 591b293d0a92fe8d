using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>MCP servers that are processes of ours.</summary>
public sealed class StdioServerTests(OwnServers servers) : IClassFixture<OwnServers>
{
    [Fact]
    public async Task A_real_servers_tools_are_listed_by_source_and_name()
    {
        var tools = (await servers.Console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("items").EnumerateArray().Where(t => t.Text("source") == "files").ToList();
        Assert.Equal(14, tools.Count);
        Assert.All(tools, t => Assert.Equal($"files.{t.Text("name")}", t.Text("id")));
        Assert.All(tools, t => Assert.True(t.Text("status") == "Active", $"{t.Text("id")}: {t}"));
        Assert.True(tools.Single(t => t.Text("name") == "write_file").GetProperty("annotations").GetProperty("destructiveHint").GetBoolean());
    }

    [Fact]
    public async Task Servers_that_cannot_be_started_are_named_with_the_reason_and_the_others_work()
    {
        var sources = (await servers.Console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("sources").EnumerateArray().ToDictionary(s => s.Text("name"));
        Assert.Equal(("Connected", 14), (sources["files"].Text("status"), sources["files"].GetProperty("tools").GetInt32()));
        Assert.All(new[] { "absent", "wrong" }, name =>
        {
            Assert.Equal("Unreachable", sources[name].Text("status"));
            Assert.False(string.IsNullOrWhiteSpace(sources[name].Text("reason")));
            Assert.Contains($"MCP server {name} cannot be reached", servers.Console.Output, StringComparison.Ordinal);
        });
        Assert.Contains("no-such-command-anywhere", sources["absent"].Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_a_write_leaves_the_outcome_unknown_and_is_started_again()
    {
        var (run, _) = await AskAsync("die");
        await ApproveAsync(run);

        var unknown = await servers.Console.Rita.UntilAsync(run, "OutcomeUnknown");
        var call = unknown.GetProperty("unknownCalls")[0].GetString();
        Assert.Single(Arrived("die"));
        await Until.TrueAsync(async () => await StatusAsync("wild.pid") == "Active", () => servers.Console.Output);
        (await servers.Console.Remy.PostAsync($"/api/calls/{call}/outcome", new { outcome = "happened", note = "looked at the log" })).Must(200);
        Assert.Contains("a person found out that it happened", (await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Single(Arrived("die"));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_a_read_is_a_failed_read()
    {
        var (run, _) = await AskAsync("read_and_die");
        Assert.Contains("failed", (await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        await Until.TrueAsync(async () => await StatusAsync("wild.pid") == "Active", () => servers.Console.Output);
    }

    [Fact]
    public async Task An_error_of_the_servers_own_leaves_a_write_unknown_and_the_server_alive()
    {
        var before = await PidAsync();
        var (run, _) = await AskAsync("internal_error");
        await ApproveAsync(run);
        var unknown = await servers.Console.Rita.UntilAsync(run, "OutcomeUnknown");
        Assert.Contains("something went wrong in here", (await servers.Console.Rita.GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
        Assert.Equal(before, await PidAsync());
        (await servers.Console.Remy.PostAsync($"/api/calls/{unknown.GetProperty("unknownCalls")[0].GetString()}/outcome", new { outcome = "didNotHappen", note = "the log is empty" })).Must(200);
        Assert.Contains("did not happen", (await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_the_server_does_not_take_are_proof_that_nothing_happened()
    {
        var before = await PidAsync();
        var (run, _) = await AskAsync("invalid_params");
        await ApproveAsync(run);
        Assert.Contains("I do not take this", (await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        Assert.Equal(before, await PidAsync());
    }

    [Fact]
    public async Task A_server_gets_nothing_secret_of_our_environment()
    {
        var (run, _) = await AskAsync("env");
        var names = (await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result");
        var told = JsonElement.Parse(names).GetProperty("result").GetString()!.Split(' ');
        Assert.Contains("PATH", told);
        Assert.Empty(told.Except(["PATH", "LANG", "HOME", "TMPDIR"]));
    }

    [Fact]
    public async Task A_server_starts_in_an_empty_folder_of_its_own_that_is_its_home()
    {
        var seen = await PeekAsync("none");
        var folder = seen.Split(' ').Single(w => w.StartsWith("cwd=", StringComparison.Ordinal))[4..];
        Assert.Contains($"HOME={folder} ", seen, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Path.GetTempPath(), "approvalconsole-wild-"), folder, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private async Task<(string Run, string Text)> AskAsync(string tool)
    {
        var text = $"{tool}-{Guid.NewGuid():N}";
        var input = servers.Model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, new JsonObject { ["text"] = text }.ToJsonString())) : Reply.Says(a.LastToolAnswer));
        return (await servers.Console.Sam.StartRunAsync("clerk", input), text);
    }

    private async Task ApproveAsync(string run) => (await servers.Console.Rita.ApproveAsync(await servers.Console.Rita.ProposalOfAsync(run))).Must(200);

    private async Task<string> PidAsync()
    {
        var (run, _) = await AskAsync("pid");
        return JsonElement.Parse((await servers.Console.Rita.UntilAsync(run, "Completed")).Text("result")).GetProperty("result").ToString();
    }

    private async Task<string> PeekAsync(string path)
    {
        var input = servers.Model.On("peek", a => a.Turn == 0 ? Reply.Calls(("peek", new JsonObject { ["text"] = path }.ToJsonString())) : Reply.Says(a.LastToolAnswer));
        var result = (await servers.Console.Rita.UntilAsync(await servers.Console.Sam.StartRunAsync("clerk", input), "Completed")).Text("result");
        return JsonElement.Parse(result).GetProperty("result").GetString()!;
    }

    private async Task<string> StatusAsync(string tool) => (await servers.Console.Rita.GetAsync($"/api/tools/{tool}")).Must(200).Text("status");

    private string[] Arrived(string tool) => [.. File.ReadAllLines(servers.Log).Where(l => l.StartsWith($"{tool} ", StringComparison.Ordinal))];
}
