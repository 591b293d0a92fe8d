using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Agents;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

/// <summary>An agent's card as it is drawn.</summary>
public sealed class AgentCardTests : BunitContext
{
    [Fact]
    public void What_it_is_told_is_text_whatever_stands_in_it()
    {
        var card = Show("<script>alert(1)</script> pay \u202Etnuoma");
        Assert.Empty(card.FindAll("script"));
        Assert.Contains("<script>alert(1)</script>", card.Find(".told").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(card.FindAll(".told .token"));
        Assert.DoesNotContain('\u202E', card.Markup);
    }

    [Fact]
    public void Long_instructions_are_folded_and_short_ones_are_not()
    {
        Assert.Empty(Show("Short.").FindAll(".told details"));
        var card = Show(string.Join('\n', Enumerable.Range(1, 30).Select(n => $"Line {n}.")));
        Assert.EndsWith("Line 5.…", card.Find(".told .head").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Line 30.", card.Find(".told details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_tool_leads_to_its_page_and_what_matches_none_is_said()
    {
        var card = Show("x", Tool("box.look"), Tool("box.write", "its definition is not the one that was admitted", isSeen: false));
        Assert.Equal(["/tools/box.look", "/tools/box.write"], card.FindAll(".tools a").Select(a => a.GetAttribute("href")));
        Assert.Contains("kept from it: its definition is not the one that was admitted", Words(card.Find(".tools .out:not([hidden])").TextContent), StringComparison.Ordinal);
        Assert.Contains("attic.* matches no tool", Words(card.Find(".part").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_beyond_a_glance_are_folded()
    {
        var card = Show("x", [.. Enumerable.Range(10, 20).Select(n => Tool($"box.t{n}"))]);
        Assert.Equal("4 more", card.Find(".part details:not([hidden]) summary").TextContent);
        Assert.Equal(20, card.FindAll(".tools a").Count);
    }

    private IRenderedComponent<AgentCard> Show(string instructions, params AgentToolView[] tools) => Render<AgentCard>(p => p.Add(c => c.Agent, AgentCardView.Of(
        new AgentView(new Agent("desk", new() { Instructions = instructions, Tools = ["box.*", "attic.*"] }), [.. tools], ["attic.*"], []), [])));

    private static AgentToolView Tool(string id, string? why = null, bool isSeen = true) => new(id, Reversibility.ReadOnly, isSeen, why);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
