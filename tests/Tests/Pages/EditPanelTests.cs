using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

public sealed class EditPanelTests : BunitContext
{
    private static readonly JsonElement Schema = Proposals.Json("""{"type":"object","required":["amount"],"properties":{"amount":{"type":"number"},"order_id":{"type":"string"}}}""");
    private static readonly JsonElement Proposed = Proposals.Json("""{"amount":120,"order_id":"#W881"}""");

    private readonly List<string> _approved = [];
    private ValidationView _verdict = Proposals.Refund().Validation;

    [Fact]
    public async Task A_change_shows_old_and_new_and_is_approved_once_it_passes()
    {
        var panel = Show();
        Assert.True(Approve(panel).HasAttribute("disabled"));
        panel.Find("#edit-amount").Input("100");
        Assert.Equal(("120", "100"), (panel.Find("del").TextContent, panel.Find("ins").TextContent));
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
        await Approve(panel).ClickAsync();
        Assert.Equal("""{"amount":100,"order_id":"#W881"}""", Assert.Single(_approved));
    }

    [Fact]
    public void A_finding_stands_at_its_field_and_keeps_the_button_shut()
    {
        _verdict = _verdict with { Schema = new("failed", [new("minimum", "/amount", "The number must be at least 0.01.")]) };
        var panel = Show();
        panel.Find("#edit-amount").Input("0");
        panel.WaitForAssertion(() => Assert.Equal("true", panel.Find("#edit-amount").GetAttribute("aria-invalid")));
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    private IRenderedComponent<EditPanel> Show() => Render<EditPanel>(panel => panel
        .Add(p => p.Schema, Schema).Add(p => p.Proposed, Proposed).Add(p => p.Try, _ => Task.FromResult<ValidationView?>(_verdict))
        .Add(p => p.OnApprove, arguments => _approved.Add(arguments.GetRawText().Replace(" ", "", StringComparison.Ordinal))));

    private static AngleSharp.Dom.IElement Approve(IRenderedComponent<EditPanel> panel) => panel.Find(".send button");
}
