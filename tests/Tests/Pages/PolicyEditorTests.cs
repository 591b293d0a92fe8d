using System.Collections.Immutable;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Versions;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Versions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

public sealed class PolicyEditorTests : BunitContext
{
    private readonly FakeTimeProvider _time = new(Proposals.Noon);
    private JsonDraft _draft = PolicyDraft.Of(new() { Rules = [new(Proposals.Json("""{"properties":{"amount":{"minimum":500}}}"""), Reversibility.Critical)] });

    public PolicyEditorTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_time);
    }

    [Fact]
    public void A_fault_calls_a_box_what_stands_beside_it()
    {
        _draft = PolicyDraft.Of(new() { Title = "Pay", Decisive = ["/amount"], Approvals = 9 });
        var faults = Show(ToolTab.Policy).FindAll(".faults a").Select(a => a.TextContent).ToList();
        Assert.Contains("Sentence", faults);
        Assert.Contains("People who must approve", faults);
        Assert.Equal("Conditions that raise the class · 0 · When", FaultWords.LabelOf("Rules:0:When"));
        Assert.Equal("Webhook", FaultWords.LabelOf("Webhook"));
    }

    [Theory]
    [InlineData(ToolTab.Policy)]
    [InlineData(ToolTab.Checks)]
    [InlineData(ToolTab.WhoMay)]
    [InlineData(ToolTab.Undo)]
    public void Every_box_of_the_form_is_called_by_its_label(ToolTab tab)
    {
        var editor = Show(tab);
        var boxes = editor.FindComponents<DraftInput>().Select(b => (b.Instance.Place, b.Instance.Label)).Concat(editor.FindComponents<DraftFlag>().Select(b => (b.Instance.Place, b.Instance.Label)))
            .Concat(editor.FindComponents<DraftChoice>().Select(b => (b.Instance.Place, b.Instance.Label))).Where(box => !box.Place.Contains(":0", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(boxes);
        Assert.All(boxes, box => Assert.Equal(box.Label, FaultWords.LabelOf(box.Place)));
        Assert.All(editor.FindComponents<DraftRows>(), rows => Assert.Equal(rows.Instance.Title, FaultWords.LabelOf(rows.Instance.Place)));
    }

    [Fact]
    public void Both_sides_are_in_step()
    {
        var editor = Show(ToolTab.Policy);
        editor.Find("#at-rules-0-when-value").Input("50");
        Assert.Contains("\"minimum\": 50\n", editor.Find("#draft-json").GetAttribute("value"), StringComparison.Ordinal);
        editor.Find("#draft-json").Input(_draft.Text.Replace("50", "75", StringComparison.Ordinal));
        Assert.Equal("75", editor.Find("#at-rules-0-when-value").GetAttribute("value"));
        Assert.Contains("When amount is at least 75, it is Critical", editor.Find(".said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_is_said_in_words_and_edited_in_boxes()
    {
        _draft = PolicyDraft.Of(Toolbox.Book.Policy with { Reversibility = Reversibility.Irreversible });
        var editor = Show(ToolTab.Policy);
        Assert.Contains("tells whether a call happened whose answer never came", editor.Find(".said").TextContent, StringComparison.Ordinal);
        editor.Find("#at-probe-path").Input("/all");
        Assert.Contains("\"path\": \"/all\"", editor.Find("#draft-json").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_that_was_just_asked_for_says_at_its_boxes_what_is_missing()
    {
        var editor = Show(ToolTab.Policy);
        editor.Find("#at-probe").Change(true);
        Assert.True(editor.Find("#at-probe-fault").HasAttribute("hidden"));
        Assert.Contains("where what is there satisfies {}", editor.FindAll(".said")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_json_shuts_the_form_and_the_way_to_save()
    {
        var editor = Show(ToolTab.Policy);
        editor.Find("#draft-json").Input("{ \"title\": ");
        Assert.Contains("Line 1", editor.Find("#json-fault").TextContent, StringComparison.Ordinal);
        Assert.True(editor.Find("#at-title").HasAttribute("disabled"));
        Assert.True(Save(editor).HasAttribute("disabled"));
    }

    [Fact]
    public void A_fault_stands_at_its_box_while_one_types()
    {
        var editor = Show(ToolTab.Policy);
        editor.Find("#at-title").Input("Pay {/amount");
        Assert.Equal("true", editor.Find("#at-title").GetAttribute("aria-invalid"));
        Assert.Contains("no JSON pointer", editor.Find("#at-title-fault").TextContent, StringComparison.Ordinal);
        Assert.True(Save(editor).HasAttribute("disabled"));
        editor.Find("#at-title").Input("Pay {/amount}");
        Assert.False(editor.Find("#at-title").HasAttribute("aria-invalid"));
        Assert.False(Save(editor).HasAttribute("disabled"));
    }

    [Fact]
    public void A_condition_on_what_no_call_has_is_wrong_in_its_name_and_not_in_its_value()
    {
        var editor = Show(ToolTab.Policy);
        editor.Find("#at-rules-0-when-argument").Input("ammount");
        Assert.Contains("/ammount, which no call", editor.Find("#at-rules-0-when-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(("true", null), (editor.Find("#at-rules-0-when-argument").GetAttribute("aria-invalid"), editor.Find("#at-rules-0-when-value").GetAttribute("aria-invalid")));
        Assert.True(Save(editor).HasAttribute("disabled"));
    }

    [Fact]
    public void A_new_check_says_what_it_lacks_and_takes_another_kind()
    {
        var editor = Show(ToolTab.Checks);
        editor.FindAll("button").First(b => b.TextContent == "Add check").Click();
        Assert.Contains("must have Min or Max", editor.Find(".rows .fault").TextContent, StringComparison.Ordinal);
        editor.Find("#at-checks-0-range-max").Input("900");
        Assert.Equal("1 /amount must be at most 900.", editor.Find(".said").TextContent);
        editor.Find("#kind-checks-0").Change("compare");
        Assert.Contains("\"operator\": \"<=\"", _draft.Text, StringComparison.Ordinal);
        editor.FindAll("button").First(b => b.TextContent == "Remove").Click();
        Assert.DoesNotContain("checks", _draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_standing_approval_begins_with_bounds_to_fill_in_and_an_end()
    {
        var editor = Show(ToolTab.WhoMay);
        editor.Find("#at-approval").Change("ByRule");
        Assert.Equal(Proposals.Noon.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), editor.Find("#at-standing-expiresAt").GetAttribute("value"));
        Assert.True(Save(editor).HasAttribute("disabled"));
        editor.Find("#at-standing-when-value").Input("20");
        editor.Find("#at-standing-quotas-0-count").Input("5");
        editor.Find("#at-standing-quotas-1-count").Input("50");
        Assert.False(Save(editor).HasAttribute("disabled"));
        editor.Find("#at-approval").Change("Person");
        Assert.DoesNotContain("standing", _draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_box_has_a_label()
    {
        foreach (var tab in new[] { ToolTab.Policy, ToolTab.Checks, ToolTab.WhoMay, ToolTab.Undo })
        {
            var editor = Show(tab);
            Assert.All(editor.FindAll("input, select, textarea"), box => Assert.True(box.Closest("label") is not null || editor.FindAll($"label[for='{box.Id}']").Count == 1, box.OuterHtml));
        }
    }

    [Fact]
    public void Who_proposed_a_change_cannot_agree_and_is_told_so()
    {
        var mine = ShowWaiting(isMine: true);
        Assert.Equal(["Take it back"], mine.FindAll("button").Select(b => b.TextContent));
        Assert.Contains("another admin must", mine.Find(".send").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Agree: holds at once", "Turn down"], ShowWaiting(isMine: false).FindAll("button").Select(b => b.TextContent));
        Assert.Empty(ShowWaiting(isMine: false, mayAnswer: false).FindAll("button"));
    }

    [Fact]
    public void Who_agrees_before_a_change_could_be_read_agrees_to_nothing()
    {
        var agreed = new List<string>();
        var panel = Render<WaitingPanel>(p => p.Add(w => w.Waiting, ChangeOfSomebody(isMine: false)).Add(w => w.MayAnswer, true).Add(w => w.OnAgree, change => agreed.Add(change.Id)));
        _time.Advance(FirstRead.Least - TimeSpan.FromMilliseconds(1));
        panel.Find(".final").Click();
        Assert.Contains("Nothing was sent", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(agreed);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        panel.Find(".final").Click();
        Assert.Equal(["c1"], agreed);
        Assert.True(panel.Find("[role=alert]").HasAttribute("hidden"));
    }

    [Fact]
    public void The_button_says_what_saving_does()
    {
        Assert.Equal("Save: holds at once", Render<SaveStep>(step => step.Add(s => s.Was, "a").Add(s => s.Now, "b")).Find(".solid").TextContent);
        var second = Render<SaveStep>(step => step.Add(s => s.Was, "a").Add(s => s.Now, "b").Add(s => s.NeedsSecond, true).Add(s => s.IsOvertaken, true));
        Assert.Equal(("Propose: a second admin must agree", true), (second.Find(".solid").TextContent, second.Find(".solid").HasAttribute("disabled")));
    }

    private IRenderedComponent<WaitingPanel> ShowWaiting(bool isMine, bool mayAnswer = true) => Render<WaitingPanel>(panel => panel
        .Add(p => p.Waiting, ChangeOfSomebody(isMine)).Add(p => p.MayAnswer, mayAnswer));

    private static WaitingChange ChangeOfSomebody(bool isMine) => PolicyVersions.Waiting(new("c1", 1, Proposals.Noon, "ada", new() { Title = "Pay" }), new(), isMine);

    private IRenderedComponent<PolicyEditor> Show(ToolTab tab)
    {
        IRenderedComponent<PolicyEditor>? editor = null;
        editor = Render<PolicyEditor>(Parameters);
        return editor;

        void Parameters(ComponentParameterCollectionBuilder<PolicyEditor> p) => p
            .Add(e => e.ToolId, "shop.pay").Add(e => e.Schema, ToolsOf.Pay().Schema).Add(e => e.Draft, _draft).Add(e => e.Faults, FaultsOf(_draft)).Add(e => e.Tab, tab)
            .Add(e => e.IsChanged, _draft.Differs(new())).Add(e => e.OnChange, draft =>
            {
                _draft = draft;
                editor!.Render(Parameters);
            });
    }

    private static ImmutableArray<DraftFault> FaultsOf(JsonDraft draft) => draft.Judge(policy => [.. PolicyFaults.All(policy, ToolsOf.Pay().Schema, Proposals.Noon)]).Faults;

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<PolicyEditor> editor) => editor.Find("button[type=submit]");
}
