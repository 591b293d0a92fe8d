using System.Collections.Immutable;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Pipelines;

/// <summary>Definitions that are wrong: each is refused, with the place and why.</summary>
public sealed class FlowFaultTests
{
    [Theory]
    [InlineData("""{"nodes":[]}""", "/nodes", "is empty")]
    [InlineData("""{"steps":[{"id":"a","call":"desk.look"}]}""", "/steps", "is unknown here")]
    [InlineData("""{"nodes":[{"call":"desk.look"}]}""", "/nodes/0", "id is missing")]
    [InlineData("""{"nodes":[{"id":"1st","call":"desk.look"}]}""", "/nodes/0/id", "a letter, then")]
    [InlineData("""{"nodes":[{"id":"a","cal":"desk.look"}]}""", "/nodes/0", "'cal' is unknown")]
    [InlineData("""{"nodes":[{"id":"a","call":"desk.look","wait":"PT1H"}]}""", "/nodes/0", "several things at once: call, wait")]
    [InlineData("""{"nodes":[{"id":"a","call":"desk.look","with":7}]}""", "/nodes/0/with", "must be an object")]
    [InlineData("""{"nodes":[{"id":"a","wait":"P1M"}]}""", "/nodes/0/wait", "ISO 8601")]
    [InlineData("""{"nodes":[{"id":"a","wait":"-PT1H"}]}""", "/nodes/0/wait", "ISO 8601")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?","answers":["x","unknown"]}]}""", "/nodes/0/answers/1", "leave it out")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?","answers":["x","x"]}]}""", "/nodes/0/answers", "'x' twice")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","answers":["x"]}]}""", "/nodes/0", "question is missing")]
    [InlineData("""{"nodes":[{"id":"a","askPerson":"?","answers":["x"],"within":"tomorrow"}]}""", "/nodes/0/within", "ISO 8601")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?","answers":["x"],"within":"PT0S"}]}""", "/nodes/0/within", "ISO 8601")]
    [InlineData("""{"nodes":[{"id":"a","askPerson":"?","answers":["x"],"otherwise":"b"}]}""", "/nodes/0/otherwise", "a list of nodes")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?"}]}""", "/nodes/0", "answers is missing")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?","answers":["x"],"atLeast":2}]}""", "/nodes/0/atLeast", "from 0 to 1")]
    [InlineData("""{"nodes":[{"id":"a","ask":"helper","question":"?","answers":["x"],"details":{"type":"nothing"}}]}""", "/nodes/0/details", "no JSON Schema")]
    [InlineData("""{"nodes":[{"id":"a","choose":[{"when":{"value":"{/input}","==":"x"},"do":[]}]}]}""", "/nodes/0", "else is missing")]
    [InlineData("""{"nodes":[{"id":"a","choose":[{"when":{"value":"{/input}","=":"x"},"do":[]}],"else":[]}]}""", "/nodes/0/choose/0/when", "a condition has value and one of")]
    [InlineData("""{"nodes":[{"id":"a","choose":[{"name":"w","when":{"value":"{/input}","==":"x"},"do":[]},{"name":"w","when":{"value":"{/input}","==":"y"},"do":[]}],"else":[]}]}""", "/nodes/0", "two branches are called 'w'")]
    [InlineData("""{"nodes":[{"id":"a","forEach":"{/input}","as":"x","do":[]}]}""", "/nodes/0", "no bound")]
    [InlineData("""{"nodes":[{"id":"a","forEach":"all of {/input}","as":"x","atMost":3,"do":[]}]}""", "/nodes/0/forEach", "the place of a list")]
    [InlineData("""{"nodes":[{"id":"a","repeat":[],"until":{"value":"{/input}","==":"x"}}]}""", "/nodes/0", "no bound")]
    [InlineData("""{"nodes":[{"id":"a","repeat":[],"until":{"value":"{/input}","==":"x"},"atMost":0}]}""", "/nodes/0/atMost", "from 1 to 1000")]
    [InlineData("""{"nodes":[{"id":"a","end":1}],"limits":{"steps":9}}""", "/limits/steps", "no limit of a run")]
    [InlineData("""{"nodes":[{"id":"a","parallel":[{"name":"x"}]}]}""", "/nodes/0/parallel/0", "do is missing")]
    public void What_cannot_be_read_says_where(string definition, string path, string why)
    {
        Assert.False(FlowReader.TryRead(JsonOf.Text(definition), out _, out var faults));
        Assert.Contains(faults, f => f.Path == path && f.Message.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""[{"id":"a","call":"desk.lok","with":{"order":"A1"}}]""", "/nodes/0/call", "there is no tool 'desk.lok'")]
    [InlineData("""[{"id":"a","call":"desk.wipe","with":{"order":"A1"}}]""", "/nodes/0/call", "forbids it")]
    [InlineData("""[{"id":"a","call":"desk.look"}]""", "/nodes/0", "needs the argument 'order'")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"A1","ordr":"x"}}]""", "/nodes/0/with/ordr", "has no argument 'ordr'; there are order, amount, text")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":7}}]""", "/nodes/0/with/order", "is nothing that 'desk.look' takes")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"{/input/total}"}}]""", "/nodes/0/with/order", "is number, and 'desk.look' takes string")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"{/input/oder}"}}]""", "/nodes/0/with/order", "'input' has no 'oder'; there are order, total, lines")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"{/b}"}}]""", "/nodes/0/with/order", "there is no step 'b'; known here are input, principal")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"{/b}"}},{"id":"b","call":"desk.look","with":{"order":"A1"}}]""", "/nodes/0/with/order", "has not run for sure")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/order}","==":"x"},"do":[{"id":"b","call":"desk.look","with":{"order":"A1"}}]}],"else":[]},{"id":"c","call":"desk.look","with":{"order":"{/b}"}}]""", "/nodes/1/with/order", "on another branch")]
    [InlineData("""[{"id":"a","call":"desk.look","with":{"order":"A1"}},{"id":"a","call":"desk.look","with":{"order":"A1"}}]""", "/nodes/1/id", "'a' is given twice")]
    [InlineData("""[{"id":"a","value":5},{"id":"b","call":"desk.look","with":{"order":"{/a}"}}]""", "/nodes/1/with/order", "is integer, and 'desk.look' takes string")]
    [InlineData("""[{"id":"a","value":"{/input/order/part}"}]""", "/nodes/0/value", "is string, and has no 'part'")]
    [InlineData("""[{"id":"a","parallel":[{"name":"x","do":[{"id":"b","value":"b"}]}]},{"id":"c","value":"{/a/y}"}]""", "/nodes/1/value", "has no 'y'; there are x")]
    [InlineData("""[{"id":"a","askPerson":"?","answers":["x"]},{"id":"b","value":"{/a/confidence}"}]""", "/nodes/1/value", "has no 'confidence'")]
    [InlineData("""[{"id":"a","wait":"PT1H"},{"id":"b","value":"{/a/until}"}]""", "/nodes/1/value", "is null, and has no 'until'")]
    [InlineData("""[{"id":"a","ask":"helper","question":"?","answers":["x"],"details":{"type":"object","properties":{"n":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"string"}}}}]""", "/nodes/0/details", "must stand by itself")]
    [InlineData("""[{"id":"a\n","value":1}]""", "/nodes/0/id", "must not end with a line break")]
    [InlineData("""[{"id":"input","call":"desk.look","with":{"order":"A1"}}]""", "/nodes/0/id", "means something else")]
    [InlineData("""[{"id":"a","end":"x"},{"id":"b","end":"x"}]""", "/nodes/1", "can never be reached")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/order}","==":"y"},"do":[{"id":"b","end":1}]}],"else":[{"id":"c","fail":"no"}]},{"id":"d","end":"x"}]""", "/nodes/1", "whichever way it goes")]
    [InlineData("""[{"id":"a","parallel":[{"name":"x","do":[{"id":"b","end":"x"}]}]}]""", "/nodes/0/parallel/0/do/0", "while other branches are under way")]
    [InlineData("""[{"id":"a","ask":"nobody","question":"?","answers":["x"]}]""", "/nodes/0/ask", "there is no agent 'nobody'")]
    [InlineData("""[{"id":"a","ask":"helper","question":"What of {/b}?","answers":["x"]}]""", "/nodes/0/question", "there is no step 'b'")]
    [InlineData("""[{"id":"a","askPerson":"?","answers":["x"],"otherwise":[{"id":"b","fail":"{/a/answr}"}]},{"id":"c","call":"desk.look","with":{"order":"{/a/answr}"}}]""", "/nodes/1/with/order", "'a' has no 'answr'")]
    [InlineData("""[{"id":"a","askPerson":"?","answers":["x"],"otherwise":[{"id":"b","call":"desk.lok"}]}]""", "/nodes/0/otherwise/0/call", "there is no tool 'desk.lok'")]
    [InlineData("""[{"id":"a","forEach":"{/input/order}","as":"x","atMost":3,"do":[]}]""", "/nodes/0/forEach", "only a list can be gone through")]
    [InlineData("""[{"id":"a","forEach":"{/input/lines}","as":"x","atMost":3,"do":[{"id":"b","call":"desk.look","with":{"order":"{/x}"}}]}]""", "/nodes/0/do/0/with/order", "is number, and")]
    [InlineData("""[{"id":"a","ask":"helper","question":"?","answers":["x"]},{"id":"b","choose":[{"when":{"value":"{/a/answer}","==":"y"},"do":[]}],"else":[]}]""", "/nodes/1/choose/0/when", "which it can never be; there are \"x\"")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/total}","==":"y"},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "compares number with string")]
    [InlineData("""[{"id":"a","choose":[{"when":{"any":[{"value":"{/input/total}","in":[1,"y"]}]},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/any/0/in/1", "compares number with string")]
    [InlineData("""[{"id":"a","forEach":"{/input/lines}","as":"x","atMost":1000,"do":[{"id":"b","repeat":[{"id":"c","value":1}],"until":{"value":"{/c}","==":2},"atMost":1000}]}]""", "/nodes", "more than 50,000 nodes")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":1,"==":2},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "compares 1 with 2, which both stand here: it is never so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"not":{"value":"x","!=":"{//x}"}},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/not", "it is always so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"x","<":"y"},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "it is neither so nor not so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"all":[{"value":"x","in":["y","{/input/order}"]}]},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/all/0/in/0", "never so")]
    [InlineData("""[{"id":"a","repeat":[],"until":{"value":1,"==":1},"atMost":3}]""", "/nodes/0/until", "always so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/lines}","<":[1]},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "asks for < of array: only numbers, dates and times have an order")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/order}",">=":"B2"},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "asks for >= of \"B2\"")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/lines}","==":"x"},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "compares array with string")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/total}","matches":{"type":"string"}},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/matches", "is for string, and the value is number: it can never be so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/total}","matches":{"enum":["x"]}},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/matches", "can never be so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"{/input/total}","matches":{"title":"t","pattern":"^A","minLength":2}},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when/matches", "says something of string only, and the value is number: it would always be so")]
    [InlineData("""[{"id":"a","choose":[{"when":{"value":"A1","matches":{"pattern":"^A"}},"do":[]}],"else":[]}]""", "/nodes/0/choose/0/when", "matches \"A1\", which stands here: it is always so")]
    public void What_it_says_wrongly_says_where(string nodes, string path, string why)
    {
        var faults = Faults(nodes);
        Assert.Contains(faults, f => f.Path == path && f.Message.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("calls", "0")]
    [InlineData("costUsd", "-1")]
    [InlineData("wallClockSeconds", "0")]
    [InlineData("iterations", "-8")]
    [InlineData("openProposals", "2000000")]
    public void Nor_can_a_run_be_held_to_such_a_limit(string limit, string value)
    {
        Assert.True(FlowReader.TryRead(JsonOf.Text($$$"""{"limits":{"{{{limit}}}":{{{value}}}},"nodes":[{"id":"a","end":1}]}"""), out var pipeline, out _));
        Assert.Contains(FlowFaults.Of(pipeline, _ => null, _ => false), f => f.Path == $"/limits/{limit}" && f.Message.Contains("must be", StringComparison.Ordinal));
    }

    [Fact]
    public void Loops_within_loops_within_loops_can_still_be_counted() => Assert.Contains("more than 50,000", Assert.Single(FlowFaults.Of(FlowBuilder.Define("", f => Within(f, 11)), _ => null, _ => true)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_within_each_other_than_anybody_could_draw_is_refused() =>
        Assert.Contains(FlowFaults.Of(FlowBuilder.Define("", f => Within(f, 13)), _ => null, _ => true), f => f.Message.Contains("nobody could draw", StringComparison.Ordinal));

    [Fact]
    public void What_is_right_has_no_fault() => Assert.Empty(Faults("""
        [{"id":"a","call":"desk.look","with":{"order":"{/input/order}","amount":"{/input/total}","text":"{/input/total} of {/principal/subject}"},"otherwise":[{"id":"no","fail":"{/a/error/message}"}]},
         {"id":"b","ask":"helper","question":"{/input/order}?","given":{"x":"{/a/any/thing}"},"answers":["x","y"]},
         {"id":"c","forEach":"{/input/lines}","as":"line","atMost":5,"do":[{"id":"d","call":"desk.note","with":{"order":"A1","amount":"{/line}"}}]},
         {"id":"g","askPerson":"?","answers":["x"],"within":"PT4H","otherwise":[{"id":"h","value":{"by":"{/g/error/code}"}}]},{"id":"i","call":"desk.look","with":{"order":"{/g/anything/else}"}},
         {"id":"j","choose":[{"when":{"all":[{"value":"{/input/total}","<":5},{"value":"2026-01-01","<=":"{/input/order}"},{"value":"{/input/order}",">":"2026-01-01"},{"value":"{/input/order}","matches":{"pattern":"^A"}},
           {"value":"{/input/total}","matches":{"type":"integer"}},{"value":"{/input/total}","matches":{"minimum":3}},{"value":"{/input/total}","matches":{"anyOf":[{"pattern":"^A"}]}},{"value":"{/i/any}","matches":{"pattern":"^A"}},{"value":"A{/input/order}","in":["A1"]}]},"do":[]}],"else":[]},
         {"id":"e","choose":[{"when":{"not":{"value":"{/b/answer}","==":"y"}},"do":[]}],"else":[{"id":"f","end":{"each":"{/c}"}}]}]
        """));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"patternProperties":{"^x-":{"type":"number"}},"additionalProperties":false}""", "{/input/x-weight}")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"type":"string"}}""", "{/input/0}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", "{/input/b}")]
    public void What_a_schema_may_allow_is_not_refused(string input, string place)
    {
        Assert.True(FlowReader.TryRead(JsonOf.Text($$$"""{"input":{{{input}}},"nodes":[{"id":"a","call":"desk.look","with":{"order":"A1","amount":"{{{place}}}"}}]}"""), out var pipeline, out var faults), string.Join(' ', faults));
        Assert.Empty(FlowFaults.Of(pipeline, id => Toolbox.All.FirstOrDefault(t => t.Id == id), _ => false));
    }

    [Fact]
    public void A_literal_place_is_a_text_and_not_looked_up() => Assert.Empty(Faults("""
        [{"id":"a","call":"desk.look","with":{"order":"{//nowhere}"}},{"id":"b","ask":"helper","question":"{//x}?","answers":["{/y}"]},
         {"id":"c","choose":[{"when":{"value":"{/b/answer}","==":"{//y}"},"do":[]}],"else":[]}]
        """));

    [Fact]
    public void A_builder_says_the_same_as_a_file_and_its_mistakes_are_found_at_once()
    {
        var built = FlowBuilder.Define("Looks.", f => f.Call("a", "desk.look", new { order = "A1" }));
        Assert.True(FlowReader.TryRead(JsonOf.Text("""{"description":"Looks.","nodes":[{"id":"a","call":"desk.look","with":{"order":"A1"}}]}"""), out var read, out _));
        Assert.Equal(read.Hash, built.Hash);
        Assert.Contains("else is missing", Assert.Throws<ArgumentException>(() => FlowBuilder.Define("", f => f.Choose("a", w => w.When("b", When.Is("{/input}", "==", "x"), b => b.Wait("c", TimeSpan.FromHours(1)))))).Message, StringComparison.Ordinal);
    }

    private static void Within(FlowBuilder flow, int loops)
    {
        if (loops == 0) flow.Ask("which", "helper", "Which?", ["a"]);
        else flow.Repeat($"r{loops}", When.Is("{/input}", "==", "x"), 1000, b => Within(b, loops - 1));
    }

    private static ImmutableArray<FlowFault> Faults(string nodes)
    {
        var definition = $$$$"""{"input":{"type":"object","properties":{"order":{"type":"string"},"total":{"type":"number"},"lines":{"type":"array","items":{"type":"number"}}},"additionalProperties":false},"nodes":{{{{nodes}}}}}""";
        Assert.True(FlowReader.TryRead(JsonOf.Text(definition), out var pipeline, out var faults), string.Join(' ', faults));
        return FlowFaults.Of(pipeline, id => Toolbox.All.FirstOrDefault(t => t.Id == id), agent => agent == "helper");
    }

    [Theory]
    [InlineData("""{"type":"object"}""", true)]
    [InlineData("""{"type":"object","required":["order"]}""", true)]
    [InlineData("""{"type":"object","additionalProperties":true}""", false)]
    [InlineData("""{"type":"object","properties":{"order":{"type":"string"}}}""", false)]
    [InlineData("""{"type":"string"}""", false)]
    public void An_input_that_could_hold_nothing_is_no_input(string input, bool isWrong)
    {
        Assert.True(FlowReader.TryRead(JsonOf.Text($$"""{"input":{{input}},"nodes":[{"id":"a","end":1}]}"""), out var pipeline, out _));
        Assert.Equal(isWrong, FlowFaults.Of(pipeline, _ => null, _ => false).Any(f => f.Path == "/input" && f.Message.Contains("takes no member", StringComparison.Ordinal)));
    }
}
