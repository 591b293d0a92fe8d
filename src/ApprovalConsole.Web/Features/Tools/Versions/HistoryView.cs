using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>Every version of a policy, and one of them beside another.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Chosen">Null where there is no version.</param>
public sealed record HistoryView(ImmutableArray<PolicyVersionView> Versions, PolicyVersionView? Chosen, bool IsAgainstNow, ImmutableArray<DiffLine> Diff)
{
    /// <param name="versions">Newest first.</param>
    /// <param name="chosen">The newest where there is no such version.</param>
    /// <param name="againstNow">Compare with what holds, and not with the version before.</param>
    public static HistoryView Of(ImmutableArray<PolicyVersionView> versions, int? chosen, bool againstNow)
    {
        var version = versions.FirstOrDefault(v => v.Version == chosen) ?? versions.FirstOrDefault();
        if (version is null) return new(versions, null, againstNow, []);
        var (was, now) = againstNow
            ? (version.Policy, versions[0].Policy)
            : (versions.FirstOrDefault(v => v.Version == version.Version - 1)?.Policy ?? new ToolPolicy(), version.Policy);
        return new(versions, version, againstNow, LineDiff.Between(PolicyText.Of(was), PolicyText.Of(now)));
    }

    public bool Holds(PolicyVersionView version) => version == Versions[0];

    /// <summary>It can be laid down again. What was written by hand never counted, and does not come back by a click.</summary>
    public bool CanRestore => Chosen is { IsSealed: true } chosen && !Holds(chosen);

    public string Compared => (IsAgainstNow, Chosen?.Version) switch
    {
        (true, var version) => $"From version {version} to what holds now",
        (_, 1) => "From the defaults to version 1",
        (_, var version) => $"From version {version - 1} to version {version}",
    };

    public static string By(PolicyVersionView version) => version.ConfirmedBy is { } second ? $"{version.By}, agreed by {second}" : version.By;

    public string LinkTo(string toolId, int version, bool againstNow) => $"{ToolTabs.LinkTo(toolId, ToolTab.History)}&version={version}{(againstNow ? "&against=now" : "")}";
}
