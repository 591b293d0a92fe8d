using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools;
using ApprovalConsole.Web.Features.Tools.Versions;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What the tools' pages say, folded without a renderer.</summary>
public sealed class ToolViewsTests
{
    private static readonly ToolPolicy One = new() { Title = "Pay" };
    private static readonly ToolPolicy Two = new() { Title = "Pay {/amount}" };

    [Fact]
    public void A_version_is_compared_with_the_one_before_or_with_what_holds()
    {
        var versions = System.Collections.Immutable.ImmutableArray.Create(ToolsOf.Version(3, new()), ToolsOf.Version(2, Two), ToolsOf.Version(1, One));
        var before = PolicyVersions.History("shop.pay", versions, "2", againstNow: false);
        Assert.Equal(("From version 1 to version 2", "  \"title\": \"Pay\""), (before.Compared, before.Diff.Single(l => l.Change is LineChange.Gone).Text));
        var now = PolicyVersions.History("shop.pay", versions, "2", againstNow: true);
        Assert.Equal("  \"title\": \"Pay {/amount}\"", now.Diff.Single(l => l.Change is LineChange.Gone).Text);
        Assert.True(before.CanRestore);
        Assert.False(PolicyVersions.History("shop.pay", versions, "99", againstNow: false).CanRestore); // shows the newest, which holds
    }

    [Fact]
    public void What_was_written_by_hand_does_not_come_back_by_a_click() =>
        Assert.False(PolicyVersions.History("shop.pay", [ToolsOf.Version(2, Two), ToolsOf.Version(1, One, isSealed: false)], "1", againstNow: false).CanRestore);

    [Fact]
    public void What_would_have_gone_unasked_comes_first_and_is_marked()
    {
        var view = WhatIfView.Of(new(9, [new("r1", "r1.1.1", "Pay 700", "Irreversible", "Critical"), new("r2", "r2.1.1", null, "Irreversible", "ByRule")], 1));
        Assert.Equal([(1, true), (1, false)], view.Moves.Select(m => (m.Count, m.IsLooser)));
        Assert.Equal(("/runs/r2#r2.1.1", "a call whose text was erased", true), (view.Calls[0].Link, view.Calls[0].Title, view.Calls[0].IsLooser));
        Assert.StartsWith("Of the last 9 calls, 2 would have gone otherwise, and of 1 it cannot be told", view.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_says_nothing_is_not_passed_off_as_nothing_changes()
    {
        Assert.Contains("cannot be told", WhatIfView.Of(new(2, [], 2)).Words, StringComparison.Ordinal);
        Assert.Contains("No call", WhatIfView.Of(new(0, [], 0)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_for_an_admin_stands_first_with_why_and_a_silent_server_with_its_reason()
    {
        var view = ToolsView.Of([ToolsOf.Pay(status: ToolStatus.Changed), ToolsOf.Pay() with { Id = "shop.look" }], [new("shop", "Connected", null, 2), new("mail", "Unreachable", "refused", 0)], id => id is "shop.look" ? 1 : 0);
        Assert.Equal([("shop.look", "a change of its policy waits for a second admin", ToolTab.Policy), ("shop.pay", "its definition has changed", ToolTab.Definition)], view.Waiting.Select(w => (w.Tool.Id, w.Why, w.Tab)));
        Assert.Equal("mail", Assert.Single(view.Silent).Name);
    }

    [Fact]
    public void A_changed_definition_is_shown_beside_the_one_that_was_admitted()
    {
        var admitted = new AdmissionView("b", Proposals.Noon, "ada", Proposals.Json("""{"description":"Pays a little.","name":"pay","inputSchema":{"properties":{"amount":{"type":"number"},"to":{"type":"string"}},"type":"object"},"outputSchema":null,"annotations":null}"""));
        var view = DefinitionView.Of(ToolsOf.Pay(status: ToolStatus.Changed, admitted: admitted));
        Assert.Equal(["""  "description": "Pays a little.",""", """  "description": "Pays.","""], view.Diff.Where(l => l.Change is LineChange.Gone or LineChange.New).Select(l => l.Text));
        Assert.True(view.Waits);
    }

    [Theory]
    [InlineData("Checks:0:Range", ToolTab.Checks)]
    [InlineData("RequireGrounded:/id", ToolTab.Checks)]
    [InlineData("standing:quotas", ToolTab.WhoMay)]
    [InlineData("Undo:Tool", ToolTab.Undo)]
    [InlineData("Title", ToolTab.Policy)]
    [InlineData("", ToolTab.Policy)]
    public void Every_fault_leads_to_the_tab_that_holds_its_box(string key, ToolTab tab) => Assert.Equal(tab, ToolTabs.Holding(key));

    [Fact]
    public void Every_tab_has_an_address_of_its_own() => Assert.All(Enum.GetValues<ToolTab>(), tab => Assert.Equal(tab, ToolTabs.Of(ToolTabs.SlugOf(tab))));
}
