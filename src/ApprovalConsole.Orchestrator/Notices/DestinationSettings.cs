using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What whoever is told has in common, however they are.</summary>
public abstract record DestinationSettings
{
    /// <summary>The longest that anybody may let what could not be delivered be tried again.</summary>
    internal static readonly TimeSpan MostPatience = TimeSpan.FromDays(30);

    private static readonly TimeSpan MostTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MostNotice = TimeSpan.FromDays(90);

    /// <summary>Types as in <see cref="NoticeType"/>, or all of a kind as in <c>proposal.*</c>. Default: all; by e-mail, what somebody has to see to, and how the day went.</summary>
    public IReadOnlyList<string> Events { get; init; } = ["*"];

    /// <summary>How long before it expires a proposal is near its deadline; at most half of the time that it waits. Default 1 hour.</summary>
    public TimeSpan NearDeadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For one attempt. Default 15 s, by e-mail 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long what could not be delivered is tried again. Default 3 days.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <exception cref="SettingException">It cannot be used.</exception>
    internal void Check(string section, string name)
    {
        var key = $"{section}:{name}";
        if (!Destination.IsName(name)) throw new SettingException(key, "must be named with letters, digits, - and _, at most 50 of them");
        CheckWay(key);
        WantedTypes.Check(Events, $"{key}:Events");
        if (NearDeadline <= TimeSpan.Zero || NearDeadline > MostNotice) throw new SettingException($"{key}:NearDeadline", "must be from above zero to 90 days, as in 01:00:00");
        if (Timeout <= TimeSpan.Zero || Timeout > MostTimeout) throw new SettingException($"{key}:Timeout", "must be from above zero to two minutes, as in 00:00:15");
        if (GiveUpAfter < TimeSpan.Zero || GiveUpAfter > MostPatience) throw new SettingException($"{key}:GiveUpAfter", "must be from zero to 30 days, as in 3.00:00:00");
    }

    /// <summary>How they are reached.</summary>
    /// <exception cref="SettingException">They cannot be.</exception>
    private protected abstract void CheckWay(string key);
}
