using System.Security.Claims;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using ApprovalConsole.Web.Features.Insights;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Insights;

/// <summary>The page over a real log: painted before anything is read, and read once.</summary>
public sealed class InsightsPageTests : BunitContext
{
    [Fact]
    public async Task The_first_paint_is_the_frame_and_reads_nothing()
    {
        using var asked = new CountedQueries();
        await using var host = await StartAsync();
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        asked.Begin();
        var page = Render<InsightsPage>();
        Assert.Equal(0, asked.Count);
        Assert.Equal(6, page.FindAll(".figures dd[aria-busy=true]").Count);
        Assert.Equal(["How runs ended", "Tool by tool", "Consider a pipeline", "What the gate caught", "Why runs halted", "How long people took"], page.FindAll("section[aria-busy=true] h2").Select(h => h.TextContent));
    }

    [Fact]
    public async Task The_page_that_hears_reads_each_part_once_and_shows_them_as_they_come()
    {
        using var asked = new CountedQueries();
        await using var host = await StartAsync();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        asked.Begin();
        var page = Render<InsightsPage>();
        Assert.NotEmpty(page.FindAll("[aria-busy=true]"));
        await page.WaitForStateAsync(() => page.FindAll("[aria-busy=true]").Count == 0, Patience.Cap);
        await page.WaitForStateAsync(() => page.FindComponents<ReviewersTable>().Count == 1, Patience.Cap);
        Assert.True(page.RenderCount >= 8, $"it was drawn {page.RenderCount} times");
        var whole = asked.All.Where(sql => !sql.Contains("MAX(", StringComparison.Ordinal) && !sql.Contains("LIMIT 2", StringComparison.Ordinal)).ToList(); // where the days begin is looked for by halves
        Assert.Equal(whole.Count, whole.Distinct().Count());
        var once = asked.Count;
        page.Render();
        Assert.Equal(once, asked.Count);
    }

    [Fact]
    public async Task The_parts_come_one_after_the_other_and_the_last_of_them_is_all()
    {
        await using var host = await StartAsync();
        var views = await host.Get<InsightsQuery>().SoFarAsync(7, Xunit.TestContext.Current.CancellationToken).ToListAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 8), views.Select(v => int.PopCount((int)v.Parts)));
        Assert.True(views[^1].Has(InsightsParts.All));
        Assert.Equal(InsightsParts.Ends, views[0].Parts);
    }

    private async Task<GateHost> StartAsync()
    {
        var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunAsync("look:a");
        await GateHost.UntilAsync(async () => (await host.ShownAsync(run)).Status is Domain.Runs.RunStatus.Completed, "it never ended");
        Services.AddSingleton(host.Get<InsightsQuery>());
        Services.AddSingleton(host.Get<ReviewersQuery>());
        AddAuthorization().SetAuthorized("ada").SetRoles("Admin").SetClaims(new Claim(ClaimTypes.NameIdentifier, "ada"));
        return host;
    }
}
