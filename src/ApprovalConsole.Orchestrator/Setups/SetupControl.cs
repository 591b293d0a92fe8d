using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Agents and prices as admins see and set them.</summary>
public sealed class SetupControl : ISetups
{
    private readonly SetupBook _book;
    private readonly SetupTargets _targets;
    private readonly BlockList _blocks;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;
    private readonly bool _oneMayWeaken;

    internal SetupControl(SetupBook book, SetupTargets targets, BlockList blocks, RefusedAttempts attempts, TimeProvider time, bool oneMayWeaken) =>
        (_book, _targets, _blocks, _attempts, _time, _oneMayWeaken) = (book, targets, blocks, attempts, time, oneMayWeaken);

    public SetupView? Find(SetupScope scope) => _book.Now[$"{scope}"] is not { } stand ? null : new(
        scope, _book.InForce(stand.Scope), stand.Version, stand.Settings,
        [.. stand.Sets.Select((s, i) => new SetupVersionView(i + 1, s.Set.At, s.Set.By.Name, s.Set.ConfirmedBy?.Name, stand.Read(s.Set.Terms), s.IsSealed)).Reverse()],
        OpenChange(stand) is { } change && stand.Read(change.Terms) is { } proposed ? new(change.ChangeId, change.Version, change.At, change.By.Name, proposed) : null)
    {
        HasDrifted = stand.HasDrifted, IsShut = stand.Last is { IsSealed: false }, CannotBeKept = stand.Last is { IsSealed: true } last && (stand.Read(last.Set.Terms) is not { } laid || _targets.FaultsOf(stand.Scope, laid).Count > 0),
    };

    /// <summary>Changes that wait for another admin.</summary>
    public IReadOnlyList<SetupView> Waiting => [.. _book.Now.ByScope.Keys.Order(StringComparer.Ordinal).Select(scope => Find(SetupScope.Read(scope)!.Value)).OfType<SetupView>().Where(v => v.Change is not null)];

    public IReadOnlyList<(string Key, string Problem)> FaultsOf(SetupScope scope, Setup setup) => _targets.FaultsOf($"{scope}", setup);

    public bool IsProposer(SetupScope scope, Actor by) => _book.Now[$"{scope}"]?.Change is { } change && by.IsSameAs(change.By);

    public IReadOnlyList<string> WhySecondAdmin(SetupScope scope, Setup setup) =>
        _oneMayWeaken || _book.Now[$"{scope}"] is null || FaultsOf(scope, setup).Count > 0 ? [] : [.. setup.WeakerThan(_book.InForce($"{scope}"))];

    public async Task<(string? ChangeId, Refusal? Refusal)> SetAsync(SetupScope scope, Setup setup, int edited, Actor by, CancellationToken ct)
    {
        var ruling = await SendAsync("setup", new SetupCommand.LayDown($"{scope}", setup, edited, Guid.CreateVersion7(_time.GetUtcNow()).ToString("N"), _oneMayWeaken, by, _time.GetUtcNow()), ct);
        return ruling is Ruling<SetupEvent>.Refused { Refusal: var refusal } ? (null, refusal)
            : (ruling is Ruling<SetupEvent>.Accepted { Events: [SetupEvent.ChangeProposed change] } ? change.ChangeId : null, null);
    }

    public async Task<Refusal?> ConfirmAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct)
    {
        await CloseLapsedAsync(ct);
        return RefusalIn(await SendAsync("setup confirmation", new SetupCommand.Confirm($"{scope}", changeId, by, _time.GetUtcNow()), ct));
    }

    public async Task<Refusal?> RejectAsync(SetupScope scope, string changeId, Actor by, CancellationToken ct) =>
        RefusalIn(await SendAsync("setup rejection", new SetupCommand.Reject($"{scope}", changeId, by, _time.GetUtcNow()), ct));

    /// <summary>Reads what somebody sent as the kind that the scope is of.</summary>
    /// <returns>Null, and why, where it says none.</returns>
    public (Setup? Setup, Refusal? Refusal) Read(SetupScope scope, string json)
    {
        if (_book.Now[$"{scope}"] is not { } stand) return (null, new(scope.IsAgent ? RefusalCode.UnknownAgent : RefusalCode.UnknownModel, $"There is no {(scope.IsAgent ? "agent" : "model")} {scope.Name} in the settings."));
        try
        {
            return (stand.Settings.Read(json), null);
        }
        catch (JsonException e)
        {
            return (null, new(RefusalCode.InvalidRequest, $"{(e.Path is { Length: > 2 } at ? at[2..] : "The body")} {JsonWords.Of(e)}."));
        }
    }

    /// <summary>Closes what somebody proposed who has been blocked since: nobody can agree to it any more.</summary>
    internal async Task CloseLapsedAsync(CancellationToken ct)
    {
        foreach (var stand in _book.Now.ByScope.Values)
            if (stand.Change is { } change && _blocks.Voids(change.By, change.At)) await _book.SendAsync(new SetupCommand.Reject(stand.Scope, change.ChangeId, Actor.Console, _time.GetUtcNow()), ct);
    }

    private SetupEvent.ChangeProposed? OpenChange(SetupStand stand) =>
        stand.Change is { } change && change.Version == stand.Version && !_blocks.Voids(change.By, change.At) ? change : null;

    private async Task<Ruling<SetupEvent>> SendAsync(string what, SetupCommand command, CancellationToken ct)
    {
        var ruling = await _book.SendAsync(command, ct);
        if (RefusalIn(ruling) is { } refusal) await _attempts.NoteAsync(what, command.By, null, command.Of, refusal);
        return ruling;
    }

    private static Refusal? RefusalIn(Ruling<SetupEvent> ruling) => (ruling as Ruling<SetupEvent>.Refused)?.Refusal;
}
