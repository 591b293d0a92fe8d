using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What differs between a card as it was painted and as it is now.</summary>
public static class CardChanges
{
    /// <summary>The source of a difference between two paints.</summary>
    public const string Shown = "shown";

    public static ImmutableArray<DifferenceView> Between(ProposalView was, ProposalView now)
    {
        var (before, after) = (Rows(was), Rows(now));
        return [.. before.Keys.Union(after.Keys).Select(path => new DifferenceView(Shown, path, before.GetValueOrDefault(path, ""), after.GetValueOrDefault(path, ""))).Where(d => d.Was != d.Is)];
    }

    private static Dictionary<string, string> Rows(ProposalView proposal)
    {
        var rows = ArgumentRow.Of(proposal with { OriginalArguments = null }).ToDictionary(a => a.Name, a => a.Text);
        foreach (var fact in proposal.Facts.Where(f => f.Tool != FactRow.Quota)) rows[$"{fact.Name ?? fact.Tool}{(fact.Name is null ? fact.Path : "")} (looked up)"] = ArgumentRow.TextOf(fact.Value);
        rows["sentence"] = TitlePart.Plain(TitlePart.Of(proposal));
        rows["class"] = proposal.Reversibility.ToString();
        rows["why it waits"] = proposal.Why;
        rows["people needed"] = $"{proposal.ApprovalsNeeded}";
        return rows;
    }
}
