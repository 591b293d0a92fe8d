using System.Collections.Immutable;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>Every version, and one of them beside another.</summary>
/// <param name="Link">Address of the history, with its query.</param>
/// <param name="Versions">Newest first.</param>
/// <param name="Chosen">Null where there is no version.</param>
public sealed record HistoryView(string Link, ImmutableArray<VersionLine> Versions, VersionLine? Chosen, bool IsAgainstNow, ImmutableArray<DiffLine> Diff)
{
    /// <summary>What version 1 was laid down over.</summary>
    public string First { get; init; } = "the defaults";

    /// <summary>What it means that one which was written by hand is the newest.</summary>
    public string Unsealed { get; init; } = "";

    /// <summary>What the address asks for and there is no version of; null where there is.</summary>
    public string? NoVersion { get; init; }

    /// <summary>What holds where nothing was laid down.</summary>
    public string None { get; init; } = "";

    /// <param name="versions">Newest first.</param>
    /// <param name="asked">The number of a version as it stands in the address; the newest where there is no such version.</param>
    /// <param name="againstNow">Compare with what holds, and not with the version before.</param>
    /// <param name="first">What version 1 was laid down over, as JSON.</param>
    public static HistoryView Of(string link, ImmutableArray<VersionLine> versions, string? asked, bool againstNow, string first)
    {
        var version = versions.FirstOrDefault(v => v.Version == AddressNumber.Read(asked)) ?? versions.FirstOrDefault();
        if (version is null) return new(link, versions, null, againstNow, []) { NoVersion = string.IsNullOrEmpty(asked) ? null : asked };
        var (was, now) = againstNow ? (version.Text, versions[0].Text) : (versions.FirstOrDefault(v => v.Version == version.Version - 1)?.Text ?? first, version.Text);
        return new(link, versions, version, againstNow, LineDiff.Between(was, now)) { NoVersion = string.IsNullOrEmpty(asked) || version.Version == AddressNumber.Read(asked) ? null : asked };
    }

    public bool Holds(VersionLine version) => version == Versions[0];

    /// <summary>It can be laid down again. What was written by hand never counted, and does not come back by a click.</summary>
    public bool CanRestore => Chosen is { IsSealed: true } chosen && !Holds(chosen);

    public string Compared => (IsAgainstNow, Chosen?.Version) switch
    {
        (true, var version) => $"From version {version} to what holds now",
        (_, 1) => $"From {First} to version 1",
        (_, var version) => $"From version {version - 1} to version {version}",
    };

    public static string By(VersionLine version) => version.ConfirmedBy is { } second ? $"{version.By}, agreed by {second}" : version.By;

    public string LinkTo(int version, bool againstNow) => $"{Link}&version={version}{(againstNow ? "&against=now" : "")}";
}
