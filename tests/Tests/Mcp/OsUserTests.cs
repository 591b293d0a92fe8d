using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>Whom a server's process runs as.</summary>
public sealed class OsUserTests : IDisposable
{
    private const string Somebody = "nobody";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task In_production_a_command_without_a_word_on_its_user_ends_the_start()
    {
        var settings = Settings(new Uri("http://127.0.0.1:9/v1"), new JsonObject());
        var failed = await ConsoleProcess.StartInVainAsync(
            [
                "--settings", settings, "--urls", "http://127.0.0.1:0", "--Authentication:Mode", "Entra", "--AzureAd:Instance", "https://127.0.0.1:9/", "--AzureAd:TenantId", $"{Guid.Empty}",
                "--AzureAd:ClientId", $"{Guid.Empty}", "--AzureAd:ClientSecret", "none",
            ],
            ("ASPNETCORE_ENVIRONMENT", "Production"));
        Assert.Equal(2, failed.ExitCode);
        Assert.Contains("McpServers:wild", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("RunAsConsole", failed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_development_it_runs_as_the_console_does()
    {
        await using var console = await ConsoleProcess.StartAsync(
            Settings(new Uri("http://127.0.0.1:9/v1"), new JsonObject()), TestContext.Current.CancellationToken, "--environment", "Development");
        Assert.Equal("Connected", (await console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("sources")[0].Text("status"));
    }

    [Fact]
    public async Task As_another_user_it_can_read_neither_the_journal_nor_the_keys_nor_the_consoles_environment()
    {
        SkipUnlessRoot();
        await using var model = await FakeOpenAI.StartAsync();
        await using var console = await ConsoleProcess.StartAsync(Settings(model.Endpoint, new() { ["RunAs"] = Somebody }), TestContext.Current.CancellationToken);
        foreach (var path in new[] { _folder["console.db"], _folder["keys/decision.key"], _folder["keys/receipt.key"], _folder["settings.json"], $"/proc/{console.Id}/environ" })
        {
            var input = model.On("peek", a => a.Turn == 0 ? Reply.Calls(("peek", new JsonObject { ["text"] = path }.ToJsonString())) : Reply.Says(a.LastToolAnswer));
            var result = (await console.Rita.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed")).Text("result");
            var seen = JsonElement.Parse(result).GetProperty("result").GetString()!;
            Assert.DoesNotContain("uid=0 ", seen, StringComparison.Ordinal);
            Assert.EndsWith(" EACCES", seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_user_is_of_no_use_where_the_data_folder_is_open()
    {
        SkipUnlessRoot();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var failed = await ConsoleProcess.StartInVainAsync(["--settings", Settings(new Uri("http://127.0.0.1:9/v1"), new() { ["RunAs"] = Somebody }), "--urls", "http://127.0.0.1:0"]);
        Assert.Contains("McpServers:wild:RunAs", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("chmod 700", failed.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root")]
    [InlineData(null)]
    public void The_superuser_and_the_consoles_own_user_are_no_other_user(string? name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "RunAs works on Linux only.");
        var user = name ?? Environment.UserName;
        Assert.Equal($"Setting McpServers:wild:RunAs names {user}", Assert.Throws<SettingException>(() => ToolProcess.Check(new() { Command = "node", RunAs = user }, "McpServers:wild")).Message.Split(" (")[0]);
        ToolProcess.Check(new() { Command = "node", RunAs = Somebody }, "McpServers:wild");
    }

    public void Dispose() => _folder.Dispose();

    private static void SkipUnlessRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can start a process as somebody else; nothing was tried.");

    private string Settings(Uri model, JsonObject user)
    {
        // Where anybody can read it, as an installed server would be.
        var script = Path.Combine(Directory.CreateTempSubdirectory("approvalconsole-server-").FullName, "server.mjs");
        File.Copy(NpmServers.Unruly, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.GetDirectoryName(script)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        user["Command"] = "node";
        user["Args"] = new JsonArray(script, "/dev/null");
        return _folder.Write("settings.json", new ConsoleSettings(_folder.Path).Model("strong", model).Agent("clerk", ["wild.*"])
            .With("McpServers", "wild", user).Tool("wild.peek", "ReadOnly").ToString());
    }
}
