using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Suggestions;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools.Suggesting;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Suggestions;

/// <summary>From what people answered to a rule that an admin may try.</summary>
public sealed class RuleSuggestionTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_approvals_that_were_looked_at_speak_for_a_rule_that_can_be_tried_and_laid_down_as_it_stands()
    {
        await using var till = await TillHost.StartAsync();
        for (var n = 1; n <= 20; n++) await till.PayAsync(n + 0.5m, n % 2 == 0 ? TillHost.Rita : TillHost.Remy, seenFor: 4);
        await till.PayAsync(7, TillHost.Rita, seenFor: 1.9);
        await till.PayAsync(8, TillHost.Rita, seenFor: null);
        await till.PayAsync(40, TillHost.Rita, seenFor: 4, "reject");
        await till.PayAsync(60, TillHost.Rita, seenFor: 4); // above what was turned down

        var found = Assert.Single(await till.Get<RuleSuggestions>().AllAsync(Ct));
        Assert.Equal((TillHost.Tool, "amount", 1.5m, 20.5m, 20, 2, 2), (found.ToolId, found.Argument, found.From, found.To, found.Approvals, found.People, found.Unproven));
        Assert.Equal(RuleSuggestions.Days, found.Days);
        Assert.InRange(found.ADay, 1, 20); // midnight may pass meanwhile

        var tried = found.Over(till.Get<Policies>().Find(TillHost.Tool)!.Policy, DateTimeOffset.UtcNow);
        Assert.Empty(till.Get<Policies>().FaultsOf(TillHost.Tool, tried));
        Assert.True(till.Get<Policies>().NeedsSecondAdmin(TillHost.Tool, tried));
        var preview = (await till.Get<PolicyPreview>().OfAsync(TillHost.Tool, tried, 100, Ct)).Preview!;
        Assert.Equal((24, 22), (preview.Total, preview.Changed.Count(c => c.To == nameof(Asking.ByRule)))); // the two that do not count lie within
    }

    [Fact]
    public async Task Whoever_tries_a_rule_is_handed_it_and_nothing_is_laid_down()
    {
        await using var till = await TillHost.StartAsync();
        for (var n = 1; n <= 20; n++) await till.PayAsync(n, n % 2 == 0 ? TillHost.Rita : TillHost.Remy, seenFor: 4);
        await using var page = new BunitContext();
        page.Services.AddSingleton(till.Get<RuleSuggestions>());
        var version = till.Get<Policies>().Find(TillHost.Tool)!.Policy.Version;
        RuleSuggestion? tried = null;
        var desk = page.Render<SuggestionsDesk>(p => p.Add(x => x.ToolId, TillHost.Tool).Add(x => x.Version, version).Add(x => x.OnTry, s => tried = s));
        desk.WaitForElement("button").Click();
        Assert.Equal(("amount", 20), tried is null ? default : (tried.Argument, tried.Approvals));
        Assert.Equal(version, till.Get<Policies>().Find(TillHost.Tool)!.Policy.Version);
        desk.Render(p => p.Add(x => x.IsBusy, true)); // an edit is under way
        Assert.True(desk.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_was_answered_under_another_policy_is_no_precedent()
    {
        await using var till = await TillHost.StartAsync();
        for (var n = 1; n <= 20; n++) await till.PayAsync(n, n % 2 == 0 ? TillHost.Rita : TillHost.Remy, seenFor: 4);
        Assert.Single(await till.Get<RuleSuggestions>().OfAsync(TillHost.Tool, Ct));
        var policy = till.Get<Policies>().Find(TillHost.Tool)!.Policy;
        Assert.Null(await till.Get<Policies>().SetAsync(TillHost.Tool, policy with { ExpiresAfter = TimeSpan.FromHours(2) }, policy.Version, TillHost.Ada, Ct));
        Assert.Empty(await till.Get<RuleSuggestions>().OfAsync(TillHost.Tool, Ct));
    }

    [Fact]
    public async Task An_amount_that_is_masked_is_suggested_to_nobody()
    {
        await using var till = await TillHost.StartAsync(new JsonObject { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/amount") } });
        for (var n = 1; n <= 20; n++) await till.PayAsync(n, n % 2 == 0 ? TillHost.Rita : TillHost.Remy, seenFor: 4);
        Assert.Empty(await till.Get<RuleSuggestions>().AllAsync(Ct));
    }
}
