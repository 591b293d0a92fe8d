using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Every agent and model: what the settings say of it, and the fold of what admins have laid down over that.</summary>
/// <param name="Version">Events so far; also the version of the stream.</param>
internal sealed record SetupList(int Version, ImmutableDictionary<string, SetupStand> ByScope)
{
    public static SetupList Of(IEnumerable<KeyValuePair<string, Setup>> settings) => new(0, settings.ToImmutableDictionary(s => s.Key, s => new SetupStand(s.Key, s.Value)));

    /// <summary>Null where the settings name it no more: what was laid down of it waits for it to come back.</summary>
    public SetupStand? this[string scope] => ByScope.GetValueOrDefault(scope);

    /// <param name="isGenuine">False where the event does not carry the console's mark: then it stays shut until an admin lays it down.</param>
    public SetupList With(SetupEvent @event, bool isGenuine) => this with
    {
        Version = Version + 1,
        ByScope = this[@event.Of] is not { } stand ? ByScope : ByScope.SetItem(@event.Of, @event switch
        {
            SetupEvent.Set e => stand with { Sets = stand.Sets.Add(new(e, isGenuine && e.Version == stand.Version + 1)), Change = null },
            SetupEvent.ChangeProposed e => isGenuine ? stand with { Change = e } : stand,
            SetupEvent.ChangeRejected e => stand.Change?.ChangeId == e.ChangeId ? stand with { Change = null } : stand,
            _ => throw new UnreachableException(),
        }),
    };
}

/// <summary>One agent, or what one model costs.</summary>
/// <param name="Settings">What the settings say.</param>
internal sealed record SetupStand(string Scope, Setup Settings)
{
    /// <summary>What admins laid down, oldest first.</summary>
    public ImmutableArray<SealedSetup> Sets { get; init; } = [];

    /// <summary>Waits for another admin.</summary>
    public SetupEvent.ChangeProposed? Change { get; init; }

    /// <summary>How often an admin laid it down.</summary>
    public int Version => Sets.Length;

    public SealedSetup? Last => Sets is [.., var last] ? last : null;

    /// <summary>The settings are not what they were when an admin laid it down.</summary>
    public bool HasDrifted => Last is { Set: { } set } && set.SettingsHash != Settings.Hash;

    /// <summary>What holds. Where the settings have changed since, the stricter of both, and the rest as the admin left it; where what was laid down can be kept no more, likewise, and the rest as the settings say.</summary>
    /// <param name="isFaulty">Whether it cannot be kept: a model that it names is gone.</param>
    public Setup InForce(Func<Setup, bool> isFaulty)
    {
        if (Last is not { } last) return Settings;
        if (!last.IsSealed) return StricterOf(Settings, Sets.Where(s => s.IsSealed).Select(s => Read(s.Set.Terms)).LastOrDefault(s => s is not null) ?? Settings).Shut;
        if (Read(last.Set.Terms) is not { } laid) return Settings.Shut;
        var now = HasDrifted ? StricterOf(Settings, laid) : laid;
        if (!isFaulty(now)) return now;
        return StricterOf(laid, Settings) is var fallen && !isFaulty(fallen) ? fallen : Settings.Shut;
    }

    /// <returns>Null where this console cannot read it: another one wrote it, or the name is of another kind by now.</returns>
    public Setup? Read(string terms)
    {
        try
        {
            return Settings.Read(terms);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Setup StricterOf(Setup one, Setup laid) => one.StricterOf(laid);
}

/// <summary>What was laid down, with whether it carries the console's mark.</summary>
internal sealed record SealedSetup(SetupEvent.Set Set, bool IsSealed)
{
    public Actor By => Set.By;
}
