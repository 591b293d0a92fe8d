using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class EditDraftTests
{
    private static readonly JsonElement Schema = Proposals.Json("""
        {"type":"object","required":["amount","order_id"],"properties":{
          "order_id":{"type":"string","description":"The order."},"amount":{"type":"number"},"count":{"type":"integer"},
          "express":{"type":"boolean"},"status":{"enum":["open","closed"]},"items":{"type":"array","items":{"type":"string"}},"note":{"type":["string","null"]}}}
        """);

    private static readonly JsonElement Proposed = Proposals.Json("""{"amount":120.50,"count":2,"express":true,"items":["a","b"],"order_id":"#W881","status":"open"}""");

    [Fact]
    public void The_form_asks_for_what_the_schema_says() => Assert.Equal(
        [("order_id", FieldKind.Text), ("amount", FieldKind.Number), ("count", FieldKind.Whole), ("express", FieldKind.Flag), ("status", FieldKind.Choice), ("items", FieldKind.Json), ("note", FieldKind.Json)],
        EditField.From(Schema, Proposed).Select(f => (f.Name, f.Kind)));

    [Theory]
    [InlineData("""{"due":"2027-01-31"}""", FieldKind.Day)]
    [InlineData("{}", FieldKind.Day)]
    [InlineData("""{"due":"31.1.2027"}""", FieldKind.Text)] // a box for days would show nothing of it
    public void A_day_is_asked_for_as_one(string proposed, FieldKind kind) =>
        Assert.Equal(kind, Assert.Single(EditField.From(Proposals.Json("""{"type":"object","properties":{"due":{"type":"string","format":"date"}}}"""), Proposals.Json(proposed))).Kind);

    [Fact]
    public void A_form_nobody_touched_says_what_was_proposed()
    {
        var draft = EditDraft.From(Schema, Proposed);
        Assert.Equal(CanonicalJson.Of(Proposed), CanonicalJson.Of(draft.Build().Arguments!.Value));
        Assert.False(draft.Differs(Proposed));
    }

    [Fact]
    public void Types_stay_types()
    {
        var draft = EditDraft.From(Schema, Proposed).With("order_id", "123").With("amount", "100").With("express", "false").With("status", "\"closed\"");
        Assert.Equal("""{"amount":100,"count":2,"express":false,"items":["a","b"],"order_id":"123","status":"closed"}""", CanonicalJson.Of(draft.Build().Arguments!.Value));
    }

    [Theory]
    [InlineData("amount", "1,5")]
    [InlineData("amount", "")]
    [InlineData("amount", "\"100\"")]
    [InlineData("count", "2.5")]
    [InlineData("items", "[\"a\"")]
    public void What_is_not_of_its_kind_is_said_and_not_sent(string field, string text)
    {
        var built = EditDraft.From(Schema, Proposed).With(field, text).Build();
        Assert.Null(built.Arguments);
        Assert.Contains(field, Assert.Single(built.Faults).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_left_out_stays_out_until_it_is_written() =>
        Assert.Equal(JsonValueKind.Null, EditDraft.From(Schema, Proposed).With("note", "null").Build().Arguments!.Value.GetProperty("note").ValueKind);

    [Fact]
    public void An_argument_that_the_schema_does_not_name_is_still_in_the_form() =>
        Assert.Contains(EditField.From(Schema, Proposals.Json("""{"hidden":1}""")), f => f is { Name: "hidden", Kind: FieldKind.Json, Was: "1" });

    [Fact]
    public void Raw_json_and_back_keeps_the_change()
    {
        var raw = EditDraft.From(Schema, Proposed).With("amount", "99").Toggled(Schema, Proposed);
        Assert.Contains("99", raw.Raw, StringComparison.Ordinal);
        var form = raw.WithRaw(raw.Raw!.Replace("99", "98", StringComparison.Ordinal)).Toggled(Schema, Proposed);
        Assert.Equal(("98", true), (form.Texts["amount"], form.IsChanged(form.Fields.Single(f => f.Name == "amount"))));
    }

    [Fact]
    public void A_key_written_twice_is_no_json_here() => Assert.NotNull((EditDraft.From(Schema, Proposed) with { Raw = """{"amount":1,"amount":900}""" }).Build().Fault);

    [Fact]
    public void A_draft_is_approved_only_when_the_layers_have_answered_for_it()
    {
        var draft = EditDraft.From(Schema, Proposed).With("amount", "100");
        Assert.False(Of(draft, null).CanApprove);
        Assert.True(Of(draft, Passes).CanApprove);
        Assert.False(Of(draft, Passes with { MayGo = false, Validation = Passes.Validation with { Semantic = new("couldNotCheck", []) } }).CanApprove);
        Assert.False(Of(draft.With("amount", "120.50"), Passes).CanApprove);
    }

    [Fact]
    public void A_finding_within_an_argument_stands_at_its_field_with_the_rest_of_its_path()
    {
        var findings = Passes with { Validation = Passes.Validation with { Schema = new("failed", [new("type", "/items/1", "It must be text."), new("type", "/a~1b", "Not that one.")]) }, MayGo = false };
        var draft = EditDraft.From(Schema, Proposed);
        Assert.Equal("/1 It must be text.", EditPanelView.FaultAt(draft, new(findings, false), "items"));
        Assert.Equal("Not that one.", EditPanelView.FaultAt(draft, new(findings, false), "a/b"));
        Assert.Null(EditPanelView.FaultAt(draft, new(findings, false), "amount"));
    }

    [Fact]
    public void A_whole_number_beyond_what_a_machine_word_holds_is_left_to_the_layers() =>
        Assert.NotNull(EditDraft.From(Schema, Proposed).With("count", "9007199254740993000000").Build().Arguments);

    private static EditCheck Passes => new(Proposals.Refund().Validation, Reversibility.Irreversible, 1, MayGo: true, IsWithinAuthority: true);

    private static EditPanelView Of(EditDraft draft, EditCheck? check) =>
        EditPanelView.Of(draft, new(CardView.Of(Proposals.Refund() with { Arguments = Proposed }), new(true, true, null), [], ""), new(check, IsAwaited: check is null), "");
}
