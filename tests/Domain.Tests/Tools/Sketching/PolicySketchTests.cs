using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>Which class, sentence and way back are proposed, and what is left as it is.</summary>
public sealed class PolicySketchTests
{
    [Fact]
    public void What_says_that_it_reads_and_is_called_so_may_be_read_only_and_is_marked_as_weaker_on_the_servers_word()
    {
        var line = Servers.Memory.Sketch("read_graph").Line("class")!;
        Assert.Equal(new PolicyLine.Class(Reversibility.ReadOnly, null), line.Line);
        Assert.True(line.IsClaim);
        Assert.Equal(["the class falls from Irreversible to ReadOnly"], line.Weakens);
        Assert.Contains("The server says readOnlyHint, and its name begins with read.", line.Reasons);
    }

    [Theory]
    [InlineData("peek", "Only the server's word says so: readOnlyHint. Its name does not.")]
    [InlineData("list_orders", "Only its name says so: it begins with list. The server makes no claim.")]
    public void One_word_alone_is_called_what_it_is(string tool, string reason) => Assert.Contains(reason, Servers.Shop.Sketch(tool).Line("class")!.Reasons);

    [Theory]
    [InlineData("get_or_create_customer", "The server says readOnlyHint, but its name says create: in doubt a person decides.")]
    [InlineData("get_report", "Its name begins with get, but the server says that it does not only read: in doubt a person decides.")]
    [InlineData("refund_order", "Nothing speaks for another class: in doubt a person decides.")]
    public void In_doubt_the_stricter_stays_and_it_is_said_why(string tool, string note)
    {
        var sketch = Servers.Shop.Sketch(tool);
        Assert.Null(sketch.Line("class"));
        Assert.Equal([note], sketch.Notes);
    }

    [Fact]
    public void What_destroys_would_need_two_people_unless_the_server_says_that_it_does_not()
    {
        Assert.Equal(new PolicyLine.Class(Reversibility.Critical, null), Servers.Memory.Sketch("delete_entities").Line("class")!.Line);
        Assert.Empty(Servers.Memory.Sketch("delete_entities").Line("class")!.Weakens);
        Tool[] mild = [Servers.Of("shop", "remove_note", """{"type":"object"}""", """{"destructiveHint":false}""")];
        Assert.Null(mild.Sketch("remove_note").Line("class"));
    }

    [Fact]
    public void What_an_admin_has_laid_down_is_never_proposed_weaker()
    {
        var server = Servers.Memory.With("read_graph", new() { Reversibility = Reversibility.Irreversible });
        var sketch = server.Sketch("read_graph");
        Assert.Null(sketch.Line("class"));
        Assert.Equal(["It looks ReadOnly, and an admin has laid down Irreversible: that stays."], sketch.Notes);
        Assert.DoesNotContain(server.Sketch("delete_entities").Lines, l => l.Line is PolicyLine.Check); // and no check looks anything up there
    }

    [Fact]
    public void A_way_back_is_proposed_where_the_call_or_its_result_has_all_that_the_opposite_needs()
    {
        var way = Assert.IsType<PolicyLine.Class>(Servers.Shop.Sketch("add_note").Line("class")!.Line);
        Assert.Equal((Reversibility.Reversible, "shop.remove_note", """{"note_id":"{result/id}"}"""), (way.Reversibility, way.Undo!.Tool, way.Undo.Arguments.GetRawText()));
        Tool[] silent = [Servers.Of("shop", "add_note", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"""), Servers.Shop.Tool("remove_note")];
        Assert.Null(silent.Sketch("add_note").Line("class"));
        Assert.Null(Servers.Memory.Sketch("create_entities").Line("class")); // its opposite takes names, which no place in the call is
    }

    [Fact]
    public void A_sentence_names_what_decides_with_the_currency_that_the_schema_tells_of()
    {
        var sentence = Assert.IsType<PolicyLine.Sentence>(Servers.Shop.Sketch("refund_order").Line("title")!.Line);
        Assert.Equal("Refund order: {/order_id}, amount {/amount:USD}", sentence.Title);
        Assert.Equal(["/order_id", "/amount"], sentence.Decisive);
        Tool[] other = [Servers.Of("bank", "pay", """{"type":"object","properties":{"iban":{"type":"string"},"amount":{"type":"number"},"currency":{"type":"string"}},"required":["iban","amount","currency"]}""")];
        Assert.Equal("Pay: iban {/iban}, amount {/amount} {/currency}", Assert.IsType<PolicyLine.Sentence>(other.Sketch("pay").Line("title")!.Line).Title);
    }

    [Fact]
    public void Another_wording_is_marked_as_any_change_of_what_reviewers_read_is() =>
        Assert.Contains("what a reviewer reads of a call is worded otherwise", Servers.Shop.Sketch("refund_order").Line("title")!.Weakens);

    [Fact]
    public void Names_that_would_go_into_a_sentence_or_a_pointer_as_more_than_names_are_left_out()
    {
        Tool[] hostile = [Servers.Of("shop", "pay", """{"type":"object","properties":{"to} approve {/x":{"type":"string"},"order_id":{"type":"string"}},"required":["to} approve {/x","order_id"]}""")];
        Assert.All(hostile.Sketch("pay").Lines, l => Assert.DoesNotContain("approve", JsonSerializer.Serialize<object>(l.Line), StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_policy_says_already_is_not_proposed_again()
    {
        var tool = Servers.Shop.Tool("refund_order");
        var server = Servers.Shop.With("get_order", new() { Reversibility = Reversibility.ReadOnly });
        var recorded = Servers.Refunds(25);
        var first = server.Sketch("refund_order", recorded);
        var second = server.With("refund_order", PolicySketcher.Over(tool.Policy, first.Lines.Select(l => l.Line))).Sketch("refund_order", recorded);
        Assert.NotEmpty(first.Lines);
        Assert.Empty(second.Lines);
    }

    [Fact]
    public void Nothing_is_proposed_for_a_tool_that_cannot_be_called()
    {
        Tool[] gone = [Servers.Shop.Tool("refund_order") with { Status = ToolStatus.Changed, StatusReason = "its definition is not the one that was admitted" }];
        Assert.Empty(gone.Sketch("refund_order").Lines);
        Assert.Contains("not the one that was admitted", gone.Sketch("refund_order").Notes.Single(), StringComparison.Ordinal);
    }
}
