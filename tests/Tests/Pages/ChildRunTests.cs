using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Web.Features.Inbox;
using ApprovalConsole.Web.Features.Runs;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Runs that work for others, as people see them.</summary>
public sealed class ChildRunTests : BunitContext
{
    public ChildRunTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Proposals.Noon));
    }

    [Fact]
    public void A_card_leads_up_to_the_run_that_was_asked_and_says_whose_words_the_task_is()
    {
        var card = Render<ProposalCard>(p => p.Add(c => c.View, CardView.Of(Proposals.Refund(id: "r1-1-1.3.1.p1") with
        {
            Ancestors = [new("r1", "boss", "r1.1.1"), new("r1-1", "billing", "r1-1.1.1")],
        })));
        Assert.Equal(["/runs/r1#r1.1.1", "/runs/r1-1#r1-1.1.1"], card.FindAll(".chain a").Select(a => a.GetAttribute("href")));
        Assert.Equal("desk", card.Find(".chain strong").TextContent);
        Assert.Contains("words of the agent billing, untrusted", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_says_who_works_for_it_how_that_one_stands_and_what_all_of_them_used()
    {
        var story = Story.ARun().Delegates().StartsChild(1);
        var view = RunPageView.Of(story.HearsOf(1, ChildStanding.Begun with { Status = RunStatus.AwaitingDecision, Version = 4, Steps = 2, Usage = new(90, 0, 10, 0.25m) }).Run);
        Assert.Equal("helper, which works for it, waits for a person", view.Doing);
        Assert.StartsWith("with 1 child: 3 of 24 steps · $0.2", view.Tree, StringComparison.Ordinal);

        var step = Render<StepRow>(p => p.Add(s => s.View, Assert.Single(view.Steps)));
        var link = step.Find("a[href^='/runs/r1-1-1']");
        Assert.Equal("helper", link.TextContent);
        Assert.Contains("waits for a reviewer", step.Markup, StringComparison.Ordinal);
    }
}
