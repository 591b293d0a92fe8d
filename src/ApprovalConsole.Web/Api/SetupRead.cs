using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Setups;

namespace ApprovalConsole.Web.Api;

/// <summary>An agent's settings, or a model's price, as the API shows them.</summary>
/// <param name="Version">To be sent back in <c>If-Match</c>; 0: the settings' word holds.</param>
/// <param name="Value">What holds: what a PUT would send.</param>
/// <param name="Settings">What the settings say, where that is something else; null otherwise.</param>
/// <param name="Drifted">The settings have changed since an admin laid it down: the stricter of both holds.</param>
/// <param name="Versions">What was laid down, newest first.</param>
/// <param name="Change">What waits for another admin; null where nothing does.</param>
internal sealed record SetupRead(string Name, int Version, JsonElement Value, JsonElement? Settings, bool Drifted, IReadOnlyList<SetupVersion> Versions, SetupChange? Change)
{
    public static SetupRead Of(SetupView view) => new(
        view.Scope.Name, view.Version, Json(view.Now), view.Settings.Text == view.Now.Text ? null : Json(view.Settings), view.HasDrifted,
        [.. view.Versions.Select(v => new SetupVersion(v.Version, v.At, v.By, v.ConfirmedBy, v.Terms is { } terms ? Json(terms) : null, v.IsSealed))],
        view.Change is { } change ? new(change.Id, change.Version, change.At, change.By, Json(change.Terms)) : null);

    private static JsonElement Json(Setup setup) => JsonElement.Parse(setup.Text);
}

/// <param name="Value">Null where this console cannot read it.</param>
/// <param name="IsSealed">It carries the console's mark.</param>
internal sealed record SetupVersion(int Version, DateTimeOffset At, string By, string? ConfirmedBy, JsonElement? Value, bool IsSealed);

/// <param name="Version">The version that was edited.</param>
internal sealed record SetupChange(string Id, int Version, DateTimeOffset At, string By, JsonElement Value);
