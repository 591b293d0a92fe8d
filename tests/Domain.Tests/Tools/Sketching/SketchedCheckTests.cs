using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>Which checks and owners are proposed: by names where those are plain, by the record where it is of one voice.</summary>
public sealed class SketchedCheckTests
{
    [Theory]
    [InlineData("delete_entities", "/entityNames/*", "/entities/*/name")]
    [InlineData("create_relations", "/relations/*/from", "/entities/*/name")]
    [InlineData("create_relations", "/relations/*/to", "/entities/*/name")]
    [InlineData("delete_relations", "/relations/*/from", "/relations/*/from")]
    public void A_value_has_to_be_one_of_those_that_the_server_lists(string tool, string argument, string path)
    {
        var line = Servers.Memory.Sketch(tool).Line($"check:{argument}:OneOf:read_graph")!;
        var rule = Assert.IsType<PolicyLine.Check>(line.Line).Rule;
        Assert.Equal(("memory.read_graph", path), (rule.OneOf!.Tool, rule.OneOf.Path));
        Assert.Equal(["memory.read_graph"], line.Needs); // nobody has admitted that it reads
        Assert.Equal(argument, line.Tries);
    }

    [Fact]
    public void What_is_about_to_be_made_is_not_looked_for() => Assert.DoesNotContain(Servers.Memory.Sketch("create_entities").Lines, l => l.Line is PolicyLine.Check);

    [Fact]
    public void An_id_that_has_no_other_name_is_that_of_what_the_tool_is_called_after_and_what_is_made_may_have_a_parent()
    {
        const string fields = """ "parent_id":{"anyOf":[{"type":"string"},{"type":"null"}],"description":"Parent task ID (null: none)"},"blocked_by":{"type":"array","items":{"type":"string"},"description":"Array of task IDs that come first"},"name":{"type":"string"} """;
        Tool[] server =
        [
            Servers.Of("plan", "list_tasks", """{"type":"object","properties":{}}""").With(new() { Reversibility = Reversibility.ReadOnly }),
            Servers.Of("plan", "update_task", $$"""{"type":"object","properties":{"id":{"type":"string"},{{fields}}},"required":["id"]}"""),
            Servers.Of("plan", "create_task", $$"""{"type":"object","properties":{"id":{"type":"string"},{{fields}}},"required":["name"]}"""),
            Servers.Of("plan", "update_user", """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}"""),
        ];
        var seen = new Recorded([new("c1", "r1", 1, "plan.list_tasks", JsonElement.Parse("{}"), JsonElement.Parse("""[{"id":"t1","name":"Mow"}]"""), true, null, null, [])]);
        Assert.Equal("/*/id", RuleOf(server.Sketch("update_task", seen), "check:/id:OneOf:list_tasks").OneOf!.Path);
        Assert.True(RuleOf(server.Sketch("update_task", seen), "check:/parent_id:OneOf:list_tasks").Optional);
        Assert.Equal("/*/id", RuleOf(server.Sketch("update_task", seen), "check:/blocked_by/*:OneOf:list_tasks").OneOf!.Path);
        Assert.Equal(["check:/parent_id:OneOf:list_tasks"], server.Sketch("create_task", seen).Lines.Where(l => l.Line is PolicyLine.Check).Select(l => l.Id));
        Assert.DoesNotContain(server.Sketch("update_user", seen).Lines, l => l.Line is PolicyLine.Check);
    }

    [Fact]
    public void A_value_is_looked_up_by_the_tool_that_takes_it_and_has_to_come_back_where_the_answer_names_it()
    {
        var server = Servers.Shop.With("get_order", new() { Reversibility = Reversibility.ReadOnly });
        Assert.Equal("Exists", RuleOf(server.Sketch("refund_order"), "check:/order_id:Exists:get_order").Kind);
        var line = server.Sketch("refund_order", Servers.Refunds(8)).Line("check:/order_id:OneOf:get_order")!;
        Assert.Equal("/order_id", Assert.IsType<PolicyLine.Check>(line.Line).Rule.OneOf!.Path);
        Assert.Contains("order_id was found in a result of get_order in 8 of 8 calls.", line.Reasons);
        Assert.Empty(line.Needs);
    }

    [Fact]
    public void Bounds_are_learned_from_no_fewer_than_twenty_and_are_wider_than_what_was_seen()
    {
        Assert.Null(RuleOf(Servers.Shop.Sketch("refund_order", Servers.Refunds(19)), "check:/amount:Range").Range!.Max);
        var range = RuleOf(Servers.Shop.Sketch("refund_order", Servers.Refunds(20, amount: i => 101 + i)), "check:/amount:Range").Range!;
        Assert.Equal((0m, 500m), (range.Min, range.Max)); // the largest was 120
    }

    [Fact]
    public void An_id_that_was_always_written_alike_may_be_written_in_no_other_way()
    {
        var shape = Assert.IsType<PolicyLine.Shape>(Servers.Shop.Sketch("refund_order", Servers.Refunds(25)).Line("shape:/order_id")!.Line);
        Assert.Equal(Reversibility.Forbidden, shape.Rule.Reversibility);
        Assert.Equal("^W[0-9]{4,5}$", shape.Rule.When.GetProperty("properties").GetProperty("order_id").GetProperty("not").GetProperty("pattern").GetString());
        Assert.Null(Servers.Shop.Sketch("refund_order", Servers.Refunds(25, order: i => i == 7 ? "special" : $"W{1000 + i}")).Line("shape:/order_id"));
        Assert.Null(Servers.Shop.Sketch("refund_order", Servers.Refunds(25, order: _ => "W1000")).Line("shape:/order_id")); // one order says nothing of how the next is written
    }

    [Fact]
    public void A_value_must_have_been_seen_where_all_calls_had_seen_it_and_one_that_had_not_speaks_against_it()
    {
        var line = Servers.Shop.Sketch("refund_order", Servers.Refunds(5)).Line("grounded:/order_id")!;
        Assert.Equal(new PolicyLine.Grounded("/order_id", "record"), line.Line);
        Assert.Equal(["order_id was found in a result of get_order in 5 of 5 calls."], line.Reasons);
        Assert.Null(Servers.Shop.Sketch("refund_order", Servers.Refunds(4)).Line("grounded:/order_id"));
        var echoed = Servers.Refunds(9);
        var spoilt = new Recorded([.. echoed.Calls.Select(c => c.Id == "r3.refund" ? c with { Grounding = [new("/order_id", Found.Echo)] } : c)]);
        Assert.Null(Servers.Shop.Sketch("refund_order", spoilt).Line("grounded:/order_id"));
    }

    [Fact]
    public void Whose_it_is_is_asked_where_the_record_is_of_one_voice()
    {
        var line = Servers.Shop.Sketch("refund_order", Servers.Refunds(6)).Line("owns:/order_id")!;
        var owns = Assert.IsType<PolicyLine.Owned>(line.Line).Rule.Owns!;
        Assert.Equal(("shop.get_order", "/user_id", "{principal.attributes.user_id}"), (owns.Tool, owns.Path, owns.MustEqual.GetString()));
        Assert.False(line.IsClaim);
        Assert.Contains("It was the user's user_id in 6 of 6 calls.", line.Reasons);
        Assert.Null(Servers.Shop.Sketch("refund_order", Servers.Refunds(6, owner: i => i == 2 ? "somebody else" : $"u{i % 3}")).Line("owns:/order_id"));
        Assert.True(Servers.Shop.Sketch("refund_order", Servers.Refunds(2)).Line("owns:/order_id")!.IsClaim); // too few: its name says so, and nothing against it
    }

    [Fact]
    public void A_read_withholds_what_is_somebody_elses() =>
        Assert.Equal("/user_id", Assert.IsType<PolicyLine.Owned>(Servers.Shop.Sketch("get_order", Servers.Refunds(6)).Line("result:/user_id")!.Line).Rule.ResultOwns!.Path);

    [Fact]
    public void Nothing_is_learned_from_what_is_masked()
    {
        var masked = Servers.Refunds(25, order: _ => Mask.Mark);
        Assert.Null(Servers.Shop.Sketch("refund_order", masked).Line("shape:/order_id"));
        Assert.True(Servers.Shop.Sketch("refund_order", masked).Line("owns:/order_id") is null or { IsClaim: true });
    }

    [Fact]
    public void Calls_that_were_not_carried_out_teach_nothing()
    {
        var refused = new Recorded([.. Servers.Refunds(25).Calls.Select(c => c with { IsDone = false })]);
        Assert.Equal(Servers.Shop.Sketch("refund_order").Lines.Select(l => l.Id), Servers.Shop.Sketch("refund_order", refused).Lines.Select(l => l.Id).Where(id => !id.StartsWith("own", StringComparison.Ordinal)));
    }

    private static CheckRule RuleOf(PolicySketch sketch, string id) => Assert.IsType<PolicyLine.Check>(sketch.Line(id)!.Line).Rule;
}
