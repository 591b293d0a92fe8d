using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>A wrong setting ends the start with one line that names the key, not with a stack trace.</summary>
public sealed class WrongSettingTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/v1");

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"Storage":{"Provider":"Oracle"}}""", "Storage:Provider" },
        { """{"Storage":{"ConnectionString":""}}""", "Storage:ConnectionString" },
        { """{"Storage":{"ConnectionString":"Data Source=:memory:"}}""", "Storage:ConnectionString" },
        { """{"Storage":{"ConnectionString":"nonsense"}}""", "Storage:ConnectionString" },
        { """{"Storage":{"ConnectionString":"Data Source=/proc/no/console.db"}}""", "Storage:ConnectionString" },
        { """{"Outbound":{"Allow":["nonsense"]}}""", "Outbound:Allow:0" },
        { """{"Wire":{"Burst":0}}""", "Wire:Burst" },
        { """{"McpServers":{"box":{"Command":"x","RunAs":"nobody-of-this-name"}}}""", "McpServers:box:RunAs" },
        { """{"McpServers":{"box":{"Command":"x","RunAs":"root","RunAsConsole":true}}}""", "McpServers:box" },
        { """{"McpServers":{"box":{"Url":"http://127.0.0.1:9","RunAs":"root"}}}""", "McpServers:box" },
        { """{"McpServers":{"box":{"Url":"http://ana:s3cret@127.0.0.1:9"}}}""", "McpServers:box:Url must not hold a password" },
        { """{"Console":{"MaxIterations":0}}""", "Console:MaxIterations" },
        { """{"Console":{"MaxIterations":"ten"}}""", "Console:MaxIterations" },
        { """{"Demo":{"Enabled":"perhaps"}}""", "Demo:Enabled" },
        { """{"Urls":"http://0.0.0.0:0"}""", "urls" },
        { """{"Urls":"http://*:5080"}""", "urls" },
        { """{"Urls":"here"}""", "urls" },
        { """{"Urls":"http://[::ffff:127.0.0.1]:0"}""", "urls" },
        { """{"Audit":{"Adopt":true}}""", "Audit:Adopt" },
        { """{"Kestrel":{"Endpoints":{"all":{"Url":"http://0.0.0.0:0"}}}}""", "Kestrel:Endpoints:all:Url" },
        { """{"Authentication":{"Mode":"Trust"}}""", "Authentication:Mode" },
        { """{"Authentication":{"Mode":"Entra"}}""", "AzureAd:" },
        { """{"Authentication":{"Local":{"Users":[{"Name":"eve","Roles":["Root"]}]}}}""", "Authentication:Local:Users:0:Roles" },
        { """{"Authentication":{"Local":{"Users":[{"Name":"","Roles":[]}]}}}""", "Authentication:Local:Users:0:Name" },
        { """{"Authentication":{"Local":{"Users":[{"Name":"eve"}]}}}""", "Authentication:Local:Users" },
        { """{"Authentication":{"Local":{"Users":[{"Name":"eve","Roles":[],"ApiKey":"k"},{"Name":"bob","Roles":[],"ApiKey":"k"}]}}}""", "Authentication:Local:Users" },
        { """{"Agents":{"clerk":{"Instructions":"x","Tool":["box.*"]}}}""", "Agents:clerk:Tool" },
        { """{"Agents":{"clerk":{"Tools":[]}}}""", "Agents:clerk" },
        { """{"Agents":{"clerk":{"Instructions":"x","Limits":{"Iterations":11}}}}""", "Agents:clerk:Limits:Iterations" },
        { """{"Agents":{"clerk":{"Instructions":"x","Limits":{"Tokens":0}}}}""", "Agents:clerk:Limits" },
        { """{"Agents":{"clerk":{"Instructions":"x","Limits":{"WallClockSeconds":1e300}}}}""", "Agents:clerk:Limits:WallClockSeconds" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"plan":"weak"}}}}""", "Agents:clerk:Routes:plan" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"muse":"strong"}}}}""", "Agents:clerk:Routes:muse" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"act":["strong","weak"]}}}}""", "Agents:clerk:Routes:act" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"act":["strong","strong"]}}}}""", "Agents:clerk:Routes:act" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"act":[]}}}}""", "Agents:clerk:Routes:act" },
        { """{"Agents":{"clerk":{"Instructions":"x","Routes":{"act":7}}}}""", "Agents:clerk:Routes:act" },
        { """{"Models":{}}""", "Models" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","ContextTokens":0}}}""", "Models:strong:ContextTokens" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Tokenizer":"own"}}}""", "Models:strong:Tokenizer" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","MaxTokensField":"n"}}}""", "Models:strong:MaxTokensField" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Silence":"00:00:00"}}}""", "Models:strong:Silence" },
        { """{"Agents":{"clerk":{"Instructions":"x","Answer":{"Needs":"proof"}}}}""", "Agents:clerk:Answer:Needs" },
        { """{"Agents":{"clerk":{"Instructions":"x","Conversation":{"Messages":-1}}}}""", "Agents:clerk:Conversation:Messages" },
        { """{"Agents":{"clerk":{"Instructions":"x","Conversation":{"EndsAfter":"00:00:00"}}}}""", "Agents:clerk:Conversation:EndsAfter" },
        { """{"Agents":{"clerk":{"Instructions":"x","Conversation":{"PerMessage":{"CostUsd":-1}}}}}""", "Agents:clerk:Conversation:PerMessage:CostUsd" },
        { """{"Agents":{"clerk":{"Instructions":"x","Conversation":{"PerMessage":{"Iterations":11}}}}}""", "Agents:clerk:Conversation:PerMessage:Iterations" },
        { """{"Agents":{"clerk":{"Instructions":"x","Conversation":{"Messages":1,"PerMessage":{"Iterations":10}},"Limits":{"Iterations":21}}}}""", "Agents:clerk:Limits:Iterations" },
        { """{"Agents":{"clerk":{"Instructions":"x","Answer":{"Needs":"person"},"Conversation":{"AsksUser":true}}}}""", "Agents:clerk:Conversation:AsksUser" },
        { """{"Viewers":{"Origins":["https://shop.example/path"]}}""", "Viewers:Origins:0" },
        { """{"Viewers":{"Origins":["*"]}}""", "Viewers:Origins:0" },
        { """{"Agents":[]}""", "Agents" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"]}}}""", "Console:PublicUrl" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"nobody","To":["b@example.com"]}}}""", "Mail:ops:From" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":[]}}}""", "Mail:ops:To" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"],"User":"u","Password":"p","Security":"None"}}}""", "Mail:ops:Security" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"],"User":"u"}}}""", "Mail:ops:Password" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"],"Events":["proposal.paid"]}}}""", "Mail:ops:Events:0" },
        { """{"Mail":{"ops":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"],"Timeout":"00:03:00"}}}""", "Mail:ops:Timeout" },
        { """{"Mail":{"o,ps":{"Host":"smtp.example.com","From":"a@example.com","To":["b@example.com"]}}}""", "Mail:o,ps" },
        { """{"ExternalAgents":{"shopper":{"Mode":"watch"}}}""", "ExternalAgents:shopper:Mode" },
        { """{"ExternalAgents":{"shopper":{"Limits":{"Calls":0}}}}""", "ExternalAgents:shopper:Limits:Calls" },
        { """{"ExternalAgents":{"shopper":{"SessionEndsAfter":"00:00:00"}}}""", "ExternalAgents:shopper:SessionEndsAfter" },
        { """{"Agents":{"clerk":{"Instructions":"x"}},"ExternalAgents":{"clerk":{}}}""", "ExternalAgents:clerk" },
        { """{"Models":{"strong":{"Provider":"Oracle","Model":"m"}}}""", "Models:strong:Provider" },
        { """{"Models":{"strong":{"Provider":"OpenAI"}}}""", "Models:strong" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Endpoint":"ftp://x"}}}""", "Models:strong:Endpoint" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Endpoint":"http://ana:s3cret@127.0.0.1:9/v1"}}}""", "Models:strong:Endpoint must not hold a password" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Endpoint":"http://ana@127.0.0.1:9/v1"}}}""", "Models:strong:Endpoint must not hold a password" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","ApiKey":"env:NO_SUCH_VARIABLE"}}}""", "Models:strong:ApiKey" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Price":{"Input":-1}}}}""", "Models:strong:Price" },
        { """{"Models":{"strong":{"Provider":"OpenAI","Model":"m","Price":{"Input":1,"CachedInput":1.5,"Output":8}}}}""", "Models:strong:Price" },
        { """{"McpServers":{"box":{}}}""", "McpServers:box" },
        { """{"McpServers":{"box":{"Command":"x","Url":"http://127.0.0.1:9"}}}""", "McpServers:box" },
        { """{"McpServers":{"box":{"Url":"ftp://127.0.0.1"}}}""", "McpServers:box:Url" },
        { """{"McpServers":{"console":{"Url":"http://127.0.0.1:9"}}}""", "McpServers:console" },
        { """{"McpServers":{"b.x":{"Command":"x"}}}""", "McpServers:b.x" },
        { """{"McpServers":{"box":{"Url":"http://127.0.0.1:9","Headers":{"Authorization":"env:NO_SUCH_VARIABLE"}}}}""", "McpServers:box:Headers:Authorization" },
        { """{"McpServers":{"box":{"Command":"x","Env":{"KEY":"env:NO_SUCH_VARIABLE"}}}}""", "McpServers:box:Env:KEY" },
        { """{"Tools":{"box.write":{"Checks":[{"Argument":"/text"}]}}}""", "Tools:box.write:Checks" },
        { """{"Tools":{"box.write":{"Reversibility":"Harmless"}}}""", "Tools:box.write:Reversibility" },
        { """{"Tools":{"box.write":{"Rules":[{"When":{"type":"nonsense"},"Reversibility":"Critical"}]}}}""", "Tools:box.write:Rules:0:When" },
        { """{"Tools":{"box.write":{"Rules":null}}}""", "Tools:box.write:Rules" },
        { """{"Tools":{"box.write":{"Timeout":"soon"}}}""", "Tools:box.write:Timeout" },
        { """{"Webhooks":{"ops":{"Url":"https://x.test","Secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}}""", "Console:PublicUrl" },
        { """{"Webhooks":{"ops":{"Url":"https://x.test","Secret":"short"}}}""", "Webhooks:ops:Secret" },
        { """{"Webhooks":{"ops":{"Url":"https://x.test","Secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","NearDeadline":"00:00:00"}}}""", "Webhooks:ops:NearDeadline" },
        { """{"Webhooks":{"ops":{"Url":"https://x.test","Secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","GiveUpAfter":"31.00:00:00"}}}""", "Webhooks:ops:GiveUpAfter" },
        { """{"Telemetry":{"Otlp":{"Endpoint":"http://127.0.0.1:4318","Protocol":"json"}}}""", "Telemetry:Otlp:Protocol" },
        { """{"Telemetry":{"Otlp":{"Endpoint":"http://127.0.0.1:4318","Headers":{"x":"env:NO_SUCH_VARIABLE"}}}}""", "Telemetry:Otlp:Headers:x" },
        { """{"Webhooks":{"ops":{"Url":"https://x.test","Secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","Events":["proposal.wating"]}}}""", "Webhooks:ops:Events:0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_is_named(string wrong, string key)
    {
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Nowhere).Agent("clerk", []).Root;
        foreach (var (section, value) in JsonNode.Parse(wrong)!.AsObject().ToList()) settings[section] = value!.DeepClone();
        string[] urls = wrong.Contains("Urls", StringComparison.Ordinal) ? [] : ["--urls", "http://127.0.0.1:0"];

        Named(key, await ConsoleProcess.StartInVainAsync(["--settings", _folder.Write("settings.json", settings.ToJsonString()), .. urls]));
    }

    [Fact]
    public async Task Whom_no_model_would_answer_is_named() =>
        Named("clerk of Agents", await ConsoleProcess.StartInVainAsync(["--settings", _folder.Write("settings.json", new ConsoleSettings(_folder.Path).Agent("clerk", []).ToString()), "--urls", "http://127.0.0.1:0"]));

    [Theory]
    [InlineData("{", "settings.json")]
    [InlineData("[]", "settings.json")]
    [InlineData("""{"Console":{"MaxIterations":5},"Console":{"MaxIterations":6}}""", "settings.json")]
    [InlineData("""{"Agents":{"clerk":{"Instructions":"x"},"clerk":{"Instructions":"y"}}}""", "settings.json")]
    public async Task A_settings_file_that_cannot_be_read_is_named(string text, string named) =>
        Named(named, await ConsoleProcess.StartInVainAsync(["--settings", _folder.Write("settings.json", text), "--urls", "http://127.0.0.1:0"]));

    [Fact]
    public async Task A_settings_file_that_is_not_there_is_named() =>
        Named("none.json", await ConsoleProcess.StartInVainAsync(["--settings", _folder["none.json"]]));

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0", "urls")]
    [InlineData("--urls", "http://127.0.0.1:0;http://[::]:0", "urls")]
    [InlineData("--http_ports", "8080", "http_ports")]
    public async Task An_address_for_everyone_is_refused_in_mode_local(string option, string value, string key) =>
        Named(key, await ConsoleProcess.StartInVainAsync(["--settings", Good(), option, value]));

    [Fact]
    public async Task An_address_in_the_environment_is_looked_at_as_well() =>
        Named("urls", await ConsoleProcess.StartInVainAsync(["--settings", Good()], ("URLS", "http://0.0.0.0:0")));

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using var first = await ConsoleProcess.StartAsync(Good(), TestContext.Current.CancellationToken);
        using var other = new TempFolder();
        var settings = other.Write("settings.json", new ConsoleSettings(other.Path).Model("strong", Nowhere).ToString());
        Named("urls", await ConsoleProcess.StartInVainAsync(["--settings", settings, "--urls", first.Address.ToString()]));
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_does_not_start()
    {
        var settings = Good();
        await using var first = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        Named("Storage:ConnectionString", await ConsoleProcess.StartInVainAsync(["--settings", settings, "--urls", "http://127.0.0.1:0"]));
        Assert.Equal(200, (await first.Anyone.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_second_process_that_comes_by_a_link_does_not_start_either_and_the_database_is_the_consoles_own()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var first = await ConsoleProcess.StartAsync(Good(), TestContext.Current.CancellationToken);
        Assert.Equal([UnixFileMode.UserRead | UnixFileMode.UserWrite], Directory.GetFiles(_folder.Path, "console.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(File.GetUnixFileMode).Distinct());

        using var other = new TempFolder();
        File.CreateSymbolicLink(other["console.db"], _folder["console.db"]);
        Named("Storage:ConnectionString", await ConsoleProcess.StartInVainAsync(["--settings", other.Write("settings.json", new ConsoleSettings(other.Path).Model("strong", Nowhere).ToString()), "--urls", "http://127.0.0.1:0"]));
    }

    public void Dispose() => _folder.Dispose();

    private string Good() => _folder.Write("settings.json", new ConsoleSettings(_folder.Path).Model("strong", Nowhere).ToString());

    private static void Named(string key, FailedStart start)
    {
        Assert.True(start.ExitCode == 2, $"exit code {start.ExitCode}\n{start.Output}\n{start.Errors}");
        Assert.Contains(key, start.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", start.Output + start.Errors, StringComparison.Ordinal);
        Assert.Single(start.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
