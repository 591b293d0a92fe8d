using System.Security.Claims;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Tests.Suggestions;
using ApprovalConsole.Web.Features.Insights;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Insights;

/// <summary>What reviewers answered, and who may see of whom.</summary>
public sealed class ReviewerTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sees_what_they_answered_and_only_who_reads_the_audit_sees_all()
    {
        await using var till = await TillHost.StartAsync();
        foreach (var (seen, n) in new double?[] { 1, 4, 9, null }.Select((seen, n) => (seen, n))) await till.PayAsync(n + 1, TillHost.Rita, seen);
        await till.PayAsync(10, TillHost.Rita, 30, "reject");
        await till.PayAsync(11, TillHost.Remy, 5);

        var all = await till.Get<ReviewersQuery>().LastAsync(7, null, Ct);
        Assert.Equal(["remy", "rita"], all.Select(r => r.Name)); // by name, though remy answered less
        Assert.Equal(new("rita", "rita", 5, 4, 0, 1, 0, 4, TimeSpan.FromSeconds(4), 1), all[1]);
        Assert.Equal([all[1]], await till.Get<ReviewersQuery>().LastAsync(7, "rita", Ct));

        Assert.Equal(["rita"], await NamesShownAsync(till, "rita", "Reviewer"));
        Assert.Equal(["rita", "remy"], await NamesShownAsync(till, "rita", "Reviewer", "Admin")); // one's own first
        Assert.Equal(["remy", "rita"], await NamesShownAsync(till, "olga", "Auditor"));
        Assert.Empty(await NamesShownAsync(till, "sam", "Support", "Operator"));
        Assert.Empty(await NamesShownAsync(till, "nora", "Reviewer"));
    }

    [Fact]
    public void Of_who_is_known_to_have_looked_at_nothing_no_time_is_said() =>
        Assert.Equal((2, 0, null, 0), ReviewerMeasures.Of("rita", "rita", [("proposal.approved.v1", null), ("proposal.edited.v1", null)]) is var of ? (of.Answers, of.Timed, of.Median, of.Quick) : default);

    private static async Task<IReadOnlyList<string>> NamesShownAsync(TillHost till, string person, params string[] roles)
    {
        await using var page = new BunitContext();
        page.Services.AddSingleton(till.Get<ReviewersQuery>());
        var user = page.AddAuthorization();
        user.SetAuthorized(person);
        user.SetRoles(roles);
        user.SetClaims(new Claim(ClaimTypes.NameIdentifier, person));
        var answered = await till.Get<ReviewersQuery>().LastAsync(7, null, Ct);
        Assert.NotEmpty(answered);
        var desk = page.Render<ReviewersDesk>(p => p.Add(x => x.Days, 7));
        if (roles.Contains("Reviewer") || roles.Contains("Auditor")) desk.WaitForElement("table");
        return [.. desk.FindAll("tbody td:first-child").Select(cell => cell.TextContent)];
    }
}
