using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.SampleDesk.Pipelines;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Pipelines;

/// <summary>Pipelines as YAML files: each kind of mistake is refused at the start, with its line and why.</summary>
public sealed class PipelineFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, int, string> Wrong => new()
    {
        { "nodes:\n  - id: a\n    call: box.look\n    wait: PT1H\n", 2, "several things at once: call, wait" },
        { "nodes:\n  - id: a\n    cal: box.look\n", 2, "'cal' is unknown" },
        { "nodes:\n  - id: a\n    choose:\n      - when: { value: '{/input}', '==': x }\n        do: []\n", 2, "else is missing" },
        { "nodes:\n  - { id: a, call: box.look }\n  - id: b\n    repeat: []\n    until: { value: '{/a}', '==': 1 }\n", 3, "has no bound" },
        { "nodes:\n  - id: a\n    forEach: '{/input}'\n    as: x\n    do: []\n", 2, "has no bound" },
        { "nodes:\n  - id: a\n    ask: clerk\n    question: Which?\n    answers: [x, y, x]\n", 5, "'x' twice" },
        { "description: A\nnodes:\n  - id: a\n    call: box.look\n    with: [1]\n", 5, "must be an object" },
        { "nodes:\n  - id: a\n    call: 'box.look\n", 3, "is not YAML" },
        { "nodes:\n  - &x { id: a, call: box.look }\n  - *x\n", 2, "anchors are not taken" },
        { "nodes:\n  - id: a\n    call: !!binary aGk=\n", 3, "tags are not taken" },
        { "nodes:\n  - id: a\n    call: box.look\n  - id: a\n    id: b\n    call: box.look\n", 5, "is not YAML" },
        { "nodes:\n  - { &k id: a, call: box.look }\n", 2, "anchors are not taken" },
        { "nodes:\n  - { !!str id: a, call: box.look }\n", 2, "tags are not taken" },
        { "nodes:\n  - { id: a, value: 1\n  - { id: b, value: 2 }\n", 2, "not closed" },
        { "nodes:\n  - id: a\n    value: \"\\UFFFFFFFF\"\n", 3, "cannot be read" },
        { "a: 1\n---\nb: 2\n", 1, "must be one document" },
        { "", 1, "must be one document" },
        { "nodes:\n  - { id: a, value: 0x1F }\n", 2, "a number to some" },
        { "nodes:\n  - id: a\n    value: 0.1234567890123456789\n", 3, "A double cannot" },
        { $"nodes:\n  - id: a\n    value: {new string('[', 100_000)}\n", 3, "deeper than 48 levels" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_mistake_is_refused_with_its_line(string yaml, int line, string why)
    {
        var refused = Assert.Throws<SettingException>(() => Load(yaml));
        Assert.Contains($"flow.yaml:{line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Setting Pipelines:flow", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("cannot be read", Assert.Throws<SettingException>(() => new PipelineCatalog(new Dictionary<string, Pipeline>(), new Dictionary<string, PipelineSettings> { ["flow"] = new() { File = "nowhere.yaml" } }, _folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_of_more_than_a_megabyte_is_none() =>
        Assert.Contains("larger than", Assert.Throws<SettingException>(() => Load($"nodes:\n  - {{ id: a, value: '{new string('x', 1024 * 1024)}' }}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_does_not_take_the_name_of_what_the_console_was_built_with()
    {
        var written = new Dictionary<string, Pipeline> { ["flow"] = FlowBuilder.Define("", f => f.Value("a", 1)) };
        _folder.Write("flow.yaml", "nodes:\n  - { id: a, end: 1 }\n");
        Assert.Contains("built with", Assert.Throws<SettingException>(() => new PipelineCatalog(written, new Dictionary<string, PipelineSettings> { ["flow"] = new() { File = "flow.yaml" } }, _folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scalars_are_what_they_look_like_and_texts_where_they_are_quoted()
    {
        var pipeline = Load("nodes:\n  - id: a\n    value: { n: 12.50, t: '12.50', z: 007, b: true, c: True, s: yes, e: ~, f: Null, m: 1e3, p: +5 }\n").Find("flow")!;
        Assert.Equal("""{"b":true,"c":true,"e":null,"f":null,"m":1000,"n":12.5,"p":5,"s":"yes","t":"12.50","z":"007"}""", Domain.Json.CanonicalJson.Of(((FlowNode.Value)pipeline.Nodes[0]).Template));
    }

    [Theory]
    [InlineData("'12'", "12")]
    [InlineData("\"12\"", "12")]
    [InlineData("|-\n      12", "12")]
    [InlineData(">-\n      true", "true")]
    [InlineData("'null'", "null")]
    [InlineData("\"~\"", "~")]
    [InlineData("''", "")]
    [InlineData("'0x1F'", "0x1F")]
    [InlineData("'{/input}'", "{/input}")]
    public void However_it_is_quoted_a_text_stays_one(string written, string text)
    {
        var value = ((FlowNode.Value)Load($"nodes:\n  - id: a\n    value: {written}\n").Find("flow")!.Nodes[0]).Template;
        Assert.Equal((System.Text.Json.JsonValueKind.String, text), (value.ValueKind, value.GetString()));
    }

    [Fact]
    public void The_desks_own_file_can_be_read_and_names_twelve_workflows()
    {
        var pipeline = new PipelineCatalog(new Dictionary<string, Pipeline>(), new Dictionary<string, PipelineSettings> { ["triage"] = new() { File = TicketTriage.File } }, _folder.Path).Find("triage")!;
        Assert.Equal(12, pipeline.All.OfType<FlowNode.Choose>().Single(n => n.Id == "work").Parts.Length);
    }

    [Fact]
    public async Task What_is_wrong_with_tools_agents_and_values_ends_the_start_with_every_line()
    {
        var file = _folder.Write("flow.yaml", """
            input: { type: object, properties: { total: { type: number } }, additionalProperties: false }
            nodes:
              - id: order
                call: desk.get_ordr
                with: { order_id: "#W881" }
              - id: note
                call: desk.add_note
                with: { ticket_id: "{/input/total}", text: "{/later}" }
              - id: later
                ask: nobody
                question: Which?
                answers: [x]
            """);
        var settings = new ConsoleSettings(_folder.Path).Model("strong", new("http://127.0.0.1:9/v1")).Agent("clerk", []).Demo().With("Pipelines", "flow", new() { ["File"] = file });
        var ended = await ConsoleProcess.StartInVainAsync(["--settings", _folder.Write("settings.json", settings.ToString()), "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(2, ended.ExitCode);
        foreach (var fault in new[] { "flow.yaml:4: there is no tool 'desk.get_ordr'", "flow.yaml:8: is number, and 'desk.add_note' takes string", "flow.yaml:8: the step 'later' has not run for sure", "flow.yaml:10: there is no agent 'nobody'" })
            Assert.Contains(fault, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_pipeline_may_do_is_refused_whatever_its_tools_are()
    {
        var agents = new AgentCatalog(new Dictionary<string, AgentSettings>(), new() { MaxIterations = 10 }, ["flow"]);
        Assert.Contains("flow.yaml:1: is 31, more than 3 times Console:MaxIterations (10)", Assert.Throws<SettingException>(() => Load("limits: { iterations: 31 }\nnodes:\n  - { id: a, wait: PT1H }\n").Check(null!, agents)).Message, StringComparison.Ordinal);
        Assert.Contains("tries its gate under", Assert.Throws<SettingException>(() => new PipelineCatalog(new Dictionary<string, Pipeline> { [CanarySource.Agent] = FlowBuilder.Define("", f => f.Value("a", 1)) }, new Dictionary<string, PipelineSettings>(), _folder.Path).Check(null!, agents)).Message, StringComparison.Ordinal);
        Assert.Contains("spends nothing itself", Assert.Throws<SettingException>(() => BudgetSettings.Check(new Dictionary<string, BudgetSettings> { ["agent:flow:month"] = new() { LimitUsd = 1 } }, agents).ToList()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private PipelineCatalog Load(string yaml) =>
        new(new Dictionary<string, Pipeline>(), new Dictionary<string, PipelineSettings> { ["flow"] = new() { File = _folder.Write("flow.yaml", yaml) } }, _folder.Path);
}
