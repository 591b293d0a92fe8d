using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Shared.Json;
using ApprovalConsole.Web.Shared.Versions;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>Versions of an agent or a price, and a change that waits, as their panels show them.</summary>
public static class SetupVersions
{
    private const string Unread = "It cannot be read here: another console wrote it.";

    public static HistoryView History(SetupView view, string? asked, bool againstNow) => HistoryView.Of(
        SetupTabs.LinkTo(view.Scope, SetupTab.History), [.. view.Versions.Select(v => new VersionLine(v.Version, v.At, v.By, v.ConfirmedBy, v.Terms is { } terms ? SetupText.Lines(terms) : Unread, v.IsSealed))],
        asked, againstNow, SetupText.Lines(view.Settings)) with
    {
        First = view.IsInSettings ? "the settings file" : "nothing", None = "Nobody has laid anything down: what the settings file says holds.",
        Unsealed = $"{KindWords.Of(view.Scope).Unsealed.TrimEnd(',')} while it is the newest.",
    };

    /// <param name="isMine">Whoever looks has proposed it.</param>
    public static WaitingChange? Waiting(SetupView view, bool isMine, IReadOnlyList<string> weaker) => view.Change is not { } change ? null
        : new(change.Id, change.Version, change.At, change.By, isMine, LineDiff.Between(SetupText.Lines(view.Now), SetupText.Lines(change.Terms)))
        {
            Words = weaker.Count == 0 ? null : string.Join("; ", weaker), Consequence = KindWords.Of(view.Scope).OnceAgreed,
        };
}
