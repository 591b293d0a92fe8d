using System.Collections.Immutable;
using AngleSharp.Dom;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Sketching;
using ApprovalConsole.Web.Features.Tools.Sketching;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

public sealed class SketchPanelTests : BunitContext
{
    private static readonly TriedLine Class = new(
        new("class", new PolicyLine.Class(Reversibility.ReadOnly, null), ["Only the server's word says so: readOnlyHint. Its name does not."]) { IsClaim = true, Weakens = ["the class falls from Irreversible to ReadOnly"] }, null, null, false);

    private static readonly TriedLine Proven = Check("/to", new(new("Kim", TrialOutcome.Passes), new("Kin", TrialOutcome.Refused, "notFound"), "from a recorded call"), isRecommended: true);
    private static readonly TriedLine Disproven = Check("/account", new(new("A1", TrialOutcome.Passes), new("A2", TrialOutcome.Passes), "from a recorded call") { Also = ["A2"] });
    private static readonly TriedLine Neighbours = Check("/order", new(new("T-1001", TrialOutcome.Passes), new("U-1001", TrialOutcome.Refused, "notFound"), "from a recorded call") { Also = ["T-1002"] });

    private readonly List<string> _ticks = [];
    private readonly List<string> _tries = [];
    private int _taken;

    [Fact]
    public void Each_line_says_what_speaks_for_it_and_what_its_trials_came_to()
    {
        var panel = Show([Proven], [Proven.Proposed.Id]);
        Assert.Contains("/to must be from 0 to 5.", panel.Find("li strong").TextContent, StringComparison.Ordinal);
        Assert.Contains("It was so.", panel.Find(".about").TextContent, StringComparison.Ordinal);
        Assert.Equal(["good", "impossible"], panel.FindAll("dt").Select(d => d.TextContent));
        Assert.Equal(["“Kim” passes from a recorded call", "“Kin” refused with notFound"], panel.FindAll("dd").Select(Words));
        Assert.Contains("\"range\"", panel.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_weaker_than_today_says_so_and_on_whose_word() =>
        Assert.Equal("Weaker than today: the class falls from Irreversible to ReadOnly, on no more than names and the server’s word.", Words(Show([Class]).Find(".weaker")));

    [Fact]
    public void What_lets_an_impossible_value_pass_is_shown_as_such()
    {
        var panel = Show([Disproven]);
        Assert.Equal("“A2” passes — it does not tell the one from the other", Words(panel.FindAll("dd")[1]));
        Assert.NotNull(panel.Find("li.failed .wrong"));
        Assert.False(panel.Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Fact]
    public void A_neighbour_that_passed_is_told_of() => Assert.Equal("“U-1001” refused with notFound — “T-1002” passed, which may exist", Words(Show([Neighbours]).FindAll("dd")[1]));

    [Fact]
    public void What_could_not_be_tried_says_why_and_takes_a_value_of_the_admins_own()
    {
        var line = Check("/to", null) with { WhyUntried = "No value is known to be right: type one, and it is tried." };
        var panel = Show([line]);
        Assert.Contains("Not tried: No value is known to be right", panel.Find(".about").TextContent, StringComparison.Ordinal);
        panel.Find("form input").Input("Kim");
        panel.Find("form").Submit();
        Assert.Equal([line.Proposed.Id], _tries);
    }

    [Fact]
    public void Where_the_tool_that_it_asks_is_not_admitted_it_leads_there()
    {
        var line = Check("/to", null) with { WhyUntried = "shop.get_box is not ReadOnly by policy yet." };
        var panel = Show([line with { Proposed = line.Proposed with { Needs = ["shop.get_box"] } }]);
        Assert.Equal("/tools/shop.get_box?tab=propose", panel.Find(".about a").GetAttribute("href"));
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public void Lines_are_ticked_one_by_one_and_taken_together_and_without_a_tick_there_is_nothing_to_take()
    {
        Assert.True(Show([Class, Proven]).Find(".send button").HasAttribute("disabled"));
        var panel = Show([Class, Proven], [Proven.Proposed.Id]);
        panel.Find("input[type=checkbox]").Change(true);
        Assert.Equal(["class"], _ticks);
        panel.Find(".send button").Click();
        Assert.Equal(1, _taken);
        Assert.Contains("Take the 2 that are ticked", Show([Class, Proven], ["class", Proven.Proposed.Id]).Find(".send").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_an_edit_is_under_way_nothing_can_be_taken() => Assert.All(Show([Proven], [Proven.Proposed.Id], isBusy: true).FindAll("input, button"), e => Assert.True(e.HasAttribute("disabled")));

    [Fact]
    public void Every_box_has_a_label() => Assert.All(Show([Class, Disproven]).FindAll("input"), box => Assert.NotNull(box.Closest("label")));

    [Fact]
    public void All_tools_of_a_server_are_at_a_glance_with_the_way_to_the_next_without_a_policy()
    {
        SketchedTool[] tools = [Of("a.get", 1, null, 0), Of("a.pay", 0, Reversibility.Critical, 3), Of("a.send", 0, null, 1), Of("a.wait", 2, null, 0)];
        var walk = Walk(tools, "a.pay");
        Assert.Equal(["version 1 · Irreversible", "no policy · Irreversible → Critical? · 3 lines proposed", "no policy · Irreversible · 1 line proposed", "version 2 · Irreversible"], walk.FindAll("li span").Select(Words));
        Assert.Equal("a.pay", walk.Find("[aria-current=page]").TextContent.Trim());
        Assert.Equal("/tools/a.send?tab=propose", walk.Find("a.btn").GetAttribute("href"));
        Assert.Equal("/tools/a.pay?tab=propose", Walk(tools, "a.send").Find("a.btn").GetAttribute("href"));
        Assert.Empty(Walk([Of("a.pay", 0, null, 1)], "a.pay").FindAll("a.btn"));
    }

    private static SketchedTool Of(string id, int version, Reversibility? proposed, int lines) => new(id, Reversibility.Irreversible, version, proposed, lines, ToolStatus.Active);

    private IRenderedComponent<ServerWalk> Walk(SketchedTool[] tools, string current) => Render<ServerWalk>(p => p.Add(w => w.Source, "a").Add(w => w.Tools, [.. tools]).Add(w => w.Current, current));

    private IRenderedComponent<SketchPanel> Show(ImmutableArray<TriedLine> lines, ImmutableHashSet<string>? ticked = null, bool isBusy = false) => Render<SketchPanel>(p => p
        .Add(s => s.Sketch, new("shop.pay", 0, 3, lines, [])).Add(s => s.Ticked, ticked ?? []).Add(s => s.IsBusy, isBusy)
        .Add(s => s.OnTick, _ticks.Add).Add(s => s.OnTry, _tries.Add).Add(s => s.OnTake, () => _taken++));

    private static TriedLine Check(string argument, Trial? trial, bool isRecommended = false) =>
        new(new($"check:{argument}:Range", new PolicyLine.Check(new() { Argument = argument, Range = new() { Min = 0, Max = 5 } }), ["It was so."]) { Tries = argument }, trial, null, isRecommended);

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
