using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Tests.Pages;

public sealed class PolicyDraftTests
{
    private static readonly ToolPolicy Refund = System.Text.Json.JsonSerializer.Deserialize<ToolPolicy>("""
        { "title": "Refund {/amount}", "decisive": ["/amount"], "rules": [ { "when": { "properties": { "amount": { "minimum": 500 } } }, "reversibility": "Critical" } ],
          "checks": [ { "argument": "/amount", "range": { "max": 900 } } ], "expiresAfter": "2.00:00:00" }
        """, ViewJson.Options)!;

    [Theory]
    [InlineData("""{"title":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"\ud801":2}""")]
    public void Half_a_character_is_a_fault_and_the_page_goes_on(string text)
    {
        var draft = PolicyDraft.Of(new() { Title = "Pay" }).WithText(text);
        Assert.NotNull(draft.Broken);
        Assert.Equal("Pay", draft.TextAt("title", Spelled.Text));
    }

    [Fact]
    public void The_json_says_what_differs_from_the_defaults_and_always_the_class() =>
        Assert.Equal(["reversibility", "title", "decisive", "rules", "checks", "expiresAfter"], PolicyText.Compact(Refund).Select(p => p.Key));

    [Fact]
    public void A_policy_comes_back_from_its_text_as_it_was() =>
        Assert.Equal(PolicyText.Of(Refund), PolicyText.Of(PolicyText.Read(PolicyText.Of(Refund)).Policy!));

    [Fact]
    public void A_look_up_without_arguments_comes_back_too()
    {
        var policy = PolicyText.Read("""{ "checks": [ { "exists": { "tool": "shop.today" } } ] }""").Policy!;
        Assert.Contains("shop.today", PolicyText.Of(policy), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_in_the_form_is_in_the_json_and_an_edit_in_the_json_is_in_the_form()
    {
        var draft = PolicyDraft.Of(Refund).WithTyped("expiresAfter", Spelled.Span, "3 d");
        Assert.Contains("\"3.00:00:00\"", draft.Text, StringComparison.Ordinal);
        draft = draft.WithText(draft.Text.Replace("3.00:00:00", "06:00:00", StringComparison.Ordinal));
        Assert.Equal("6 h", draft.TextAt("expiresAfter", Spelled.Span));
    }

    [Fact]
    public void Broken_json_is_said_with_its_line_and_what_it_last_said_is_kept()
    {
        var draft = PolicyDraft.Of(Refund).WithText("{\n  \"title\": 5x\n}");
        var (policy, faults) = draft.Judge(_ => []);
        Assert.Null(policy);
        Assert.Equal((1, 12), (Assert.Single(faults).Line, faults[0].Column));
        Assert.Equal("Refund {/amount}", draft.TextAt("title", Spelled.Text));
        Assert.True(draft.Differs(Refund));
    }

    [Theory]
    [InlineData("""{ "checks": [ { "argument": "/a", "range": { "least": 1 } } ] }""", "checks:0:range", "no key here")]
    [InlineData("""{ "reversibility": "Harmless" }""", "reversibility", "ReadOnly, Reversible")]
    [InlineData("""{ "approvals": "two" }""", "approvals", "a whole number")]
    [InlineData("""{ "timeout": 30 }""", "timeout", "a time")]
    [InlineData("""{ "title": "a", "title": "b" }""", "", "uplicate")]
    [InlineData("""{ "Title": "a", "title": "b" }""", "", "uplicate")]
    [InlineData("""[]""", "", "object")]
    public void What_cannot_be_read_as_a_policy_is_said_at_its_key(string json, string key, string problem)
    {
        var fault = Assert.Single(PolicyDraft.Of(Refund).WithText(json).Judge(_ => []).Faults);
        Assert.StartsWith(key, fault.Key, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
    }

    [Fact]
    public void A_box_keeps_what_is_typed_until_it_says_a_value_and_nothing_is_saved_meanwhile()
    {
        var draft = PolicyDraft.Of(Refund).WithTyped("approvals", Spelled.Number, "two");
        Assert.Equal("two", draft.TextAt("approvals", Spelled.Number));
        Assert.Equal(("approvals", "must be a number, with a point"), (draft.Judge(_ => []).Faults[0].Key, draft.Judge(_ => []).Faults[0].Problem));
        Assert.DoesNotContain("approvals", draft.Text, StringComparison.Ordinal);
        Assert.Empty(draft.WithTyped("approvals", Spelled.Number, "2").Judge(_ => []).Faults);
    }

    [Fact]
    public void A_box_shows_what_was_typed_as_long_as_the_json_says_the_same()
    {
        var draft = PolicyDraft.Of(Refund).WithTyped("decisive", Spelled.List, "/amount,");
        Assert.Equal("/amount,", draft.TextAt("decisive", Spelled.List));
        Assert.Equal("/order_id", draft.With("decisive", new JsonArray("/order_id")).TextAt("decisive", Spelled.List));
    }

    [Fact]
    public void A_list_that_loses_its_last_item_is_gone_and_keys_are_found_in_any_case()
    {
        var draft = PolicyDraft.Of(Refund).WithText("""{ "Checks": [ { "Argument": "/a" } ] }""").WithTyped("checks:0:argument", Spelled.Text, "/b");
        Assert.Equal("/b", draft.Tree["Checks"]![0]!["Argument"]!.GetValue<string>());
        Assert.Empty(draft.WithoutItem("checks", 0).Tree);
    }

    [Fact]
    public void Nothing_is_changed_until_something_is()
    {
        Assert.False(PolicyDraft.Of(Refund).Differs(Refund));
        Assert.True(PolicyDraft.Of(Refund).WithTyped("title", Spelled.Text, "Pay {/amount}").Differs(Refund));
    }

    [Fact]
    public void A_rule_of_another_kind_keeps_what_both_kinds_say()
    {
        var compare = JsonNode.Parse("""{"argument":"/amount","compare":{"operator":"<=","tool":"shop.get","arguments":{"id":"{/id}"},"path":"/total"}}""");
        var state = RuleKinds.OfChecks.Changed(compare, "state");
        Assert.Equal("""{"argument":"/amount","state":{"tool":"shop.get","arguments":{"id":"{/id}"},"path":"/total"}}""", state.ToJsonString(ViewJson.Options));
        var equals = RuleKinds.OfAuthorization.Changed(JsonNode.Parse("""{"owns":{"tool":"shop.get","path":"/user","equals":"{principal.subject}"}}"""), "equals");
        Assert.Equal("""{"equals":"{principal.subject}"}""", equals.ToJsonString(ViewJson.Options));
    }
}
