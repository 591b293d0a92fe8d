using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

public sealed class EditPanelTests : BunitContext
{
    private const string Schema = """{"type":"object","required":["amount"],"properties":{"amount":{"type":"number"},"order_id":{"type":"string"}}}""";
    private const string Proposed = """{"amount":120,"order_id":"#W881"}""";

    private readonly List<PressedAnswer> _pressed = [];
    private EditCheck _check = new(Proposals.Refund().Validation, Reversibility.Irreversible, 1, MayGo: true, IsWithinAuthority: true);

    public EditPanelTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20); // a busy machine is slow, not wrong

    [Fact]
    public void A_change_shows_old_and_new_and_is_approved_once_it_passes()
    {
        var panel = Show();
        Assert.True(Approve(panel).HasAttribute("disabled"));
        panel.Find("#edit-amount").Input("100");
        Assert.Equal(("120", "100"), (panel.Find("del").TextContent, panel.Find("ins").TextContent));
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
        Approve(panel).Press();
        panel.WaitForAssertion(() => Assert.Single(_pressed)); // the last answer may still be drawn
        Assert.Equal("""{"amount":100,"order_id":"#W881"}""", CanonicalJson.Of(Assert.Single(_pressed).Answer!.Arguments!.Value));
    }

    [Fact]
    public void The_sentence_and_the_button_say_what_would_be_sent_and_not_what_was_proposed()
    {
        var panel = Show();
        Assert.Equal("Approve edited", Approve(panel).TextContent);
        panel.Find("#edit-amount").Input("42");
        panel.WaitForAssertion(() => Assert.Equal("Approve edited: Refund 42 USD", Approve(panel).TextContent));
        Assert.Equal(["42", "#W881"], panel.FindAll(".instead .value").Select(v => v.TextContent));

        _check = Fails(new("failed", [new("minimum", "/amount", "The number must be at least 0.01.")]));
        panel.Find("#edit-amount").Input("0");
        Assert.Equal("Approve edited", Approve(panel).TextContent); // nobody has said yet that it may go
        panel.WaitForAssertion(() => Assert.Contains("Shape", panel.Find(".findings").TextContent, StringComparison.Ordinal));
        Assert.Equal("Approve edited", Approve(panel).TextContent);
    }

    [Fact]
    public void A_finding_stands_at_its_field_and_keeps_the_button_shut()
    {
        _check = Fails(new("failed", [new("minimum", "/amount", "The number must be at least 0.01.")]));
        var panel = Show();
        panel.Find("#edit-amount").Input("0");
        panel.WaitForAssertion(() => Assert.Equal("true", panel.Find("#edit-amount").GetAttribute("aria-invalid")));
        Assert.Contains("at least 0.01", panel.Find("#edit-amount-fault").TextContent, StringComparison.Ordinal);
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    [Fact]
    public void Layers_that_were_not_asked_are_not_said_to_pass()
    {
        _check = Fails(new("failed", [new("minimum", "/amount", "The number must be at least 0.01.")]));
        var panel = Show();
        panel.Find("#edit-amount").Input("0");
        panel.WaitForAssertion(() => Assert.Contains("Shape", panel.Find(".findings").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Values", panel.Find(".findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reviewer_s_own_bounds_are_said_while_typing()
    {
        _check = _check with { IsWithinAuthority = false };
        var panel = Show();
        panel.Find("#edit-amount").Input("110");
        panel.WaitForAssertion(() => Assert.Contains("more than you may approve", panel.Find(".findings").TextContent, StringComparison.Ordinal));
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    [Fact]
    public void What_becomes_critical_is_typed_again()
    {
        _check = _check with { Reversibility = Reversibility.Critical, ApprovalsNeeded = 2 };
        var panel = Show();
        panel.Find("#edit-amount").Input("600");
        panel.WaitForAssertion(() => panel.Find("#reenter-edited"));
        Assert.True(Approve(panel).HasAttribute("disabled"));
        panel.Find("#reenter-edited").Input("600");
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
        Assert.Contains("Needs 2 people", panel.Find(".findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ungrounded_value_that_decides_is_corrected_and_not_carried_along()
    {
        var panel = Show(unproven: ["/amount"]);
        panel.Find("#edit-order_id").Input("#W882");
        panel.WaitForAssertion(() => Assert.Contains("amount stands in no evidence", panel.Find("#edit-hint").TextContent, StringComparison.Ordinal));
        Assert.True(Approve(panel).HasAttribute("disabled"));
        panel.Find("#edit-amount").Input("90");
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
    }

    [Fact]
    public async Task The_newest_edit_wins_and_calls_the_older_question_off()
    {
        // What waits for these goes on elsewhere: it would hold up the very calling off that it waits for.
        var (asked, first, calledOff) = (new List<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var panel = Show(attempt: async (arguments, ct) =>
        {
            asked.Add(arguments.GetProperty("amount").GetRawText());
            if (asked.Count > 1) return _check;
            first.SetResult();
            await using var registration = ct.Register(calledOff.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
            return _check with { MayGo = false };
        });
        panel.Find("#edit-amount").Input("100");
        await first.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        panel.Find("#edit-amount").Input("90");
        await calledOff.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
        Assert.Equal(["100", "90"], asked);
    }

    [Fact]
    public void What_nobody_could_check_is_not_approved()
    {
        var panel = Show(attempt: (_, _) => Task.FromResult<EditCheck?>(null));
        panel.Find("#edit-amount").Input("100");
        panel.WaitForAssertion(() => Assert.Contains("could not be checked", panel.Find("#edit-hint").TextContent, StringComparison.Ordinal));
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    [Fact]
    public void A_text_that_is_no_number_is_said_at_its_field_and_nobody_is_asked()
    {
        var panel = Show(attempt: (_, _) => throw new InvalidOperationException("asked"));
        panel.Find("#edit-amount").Input("a lot");
        Assert.Contains("must be a number", panel.Find("#edit-amount-fault").TextContent, StringComparison.Ordinal);
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    [Fact]
    public void Raw_json_shows_the_difference_too()
    {
        var panel = Show();
        panel.Find(".top button").Click();
        panel.Find("#raw").Input("""{"amount":100,"order_id":"#W881"}""");
        Assert.Equal(("120", "100"), (panel.Find(".diff del").TextContent, panel.Find(".diff ins").TextContent));
    }

    [Fact]
    public void A_flag_that_is_needed_is_a_checkbox_and_stays_a_flag()
    {
        var panel = Show(schema: """{"type":"object","required":["express"],"properties":{"express":{"type":"boolean"}}}""", proposed: """{"express":false}""");
        panel.Find("#edit-express").Change(true);
        panel.WaitForAssertion(() => Assert.False(Approve(panel).HasAttribute("disabled")));
        Approve(panel).Press();
        panel.WaitForAssertion(() => Assert.Single(_pressed));
        Assert.Equal("""{"express":true}""", CanonicalJson.Of(_pressed[0].Answer!.Arguments!.Value));
    }

    [Fact]
    public void An_edit_into_what_may_have_happened_already_is_kept_shut()
    {
        _check = _check with { UnknownLike = "r0.3.1" };
        var panel = Show();
        panel.Find("#edit-order_id").Input("#W933");
        panel.WaitForAssertion(() => Assert.Contains("Settle the equal call", panel.Find("#edit-hint").TextContent, StringComparison.Ordinal));
        Assert.True(Approve(panel).HasAttribute("disabled"));
    }

    private EditCheck Fails(LayerView schema) => _check with { Validation = _check.Validation with { Schema = schema }, MayGo = false };

    private IRenderedComponent<EditPanel> Show(
        string schema = Schema, string proposed = Proposed, string[]? unproven = null, Func<JsonElement, CancellationToken, Task<EditCheck?>>? attempt = null) => Render<EditPanel>(panel => panel
        .Add(p => p.Schema, Proposals.Json(schema)).Add(p => p.Request, new(CardView.Of(Proposals.Refund(arguments: proposed)), new(true, true, null), [.. unproven ?? []], ""))
        .Add(p => p.Try, attempt ?? ((_, _) => Task.FromResult<EditCheck?>(_check))).Add(p => p.OnPressed, _pressed.Add));

    private static AngleSharp.Dom.IElement Approve(IRenderedComponent<EditPanel> panel) => panel.Find(".send button");
}
