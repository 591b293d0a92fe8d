using System.Collections.Immutable;
using System.Diagnostics;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What narrows acts at once; what widens takes two admins.</summary>
internal static class SetupDecider
{
    /// <param name="now">What holds, of one that is there.</param>
    /// <param name="faultOf">Why it cannot be kept; null where it can.</param>
    public static Ruling<SetupEvent> Decide(SetupCommand command, SetupList list, Func<string, Setup> now, Func<string, Setup, string?> faultOf)
    {
        if (list[command.Of] is not { } stand) return Refuse(SetupScope.Read(command.Of) is { IsAgent: false } ? RefusalCode.UnknownModel : RefusalCode.UnknownAgent, $"There is no {command.Of.Replace(':', ' ')} in the settings.");
        return command switch
        {
            SetupCommand.LayDown c => LayDown(c, stand, now(c.Of), faultOf),
            SetupCommand.Confirm c => Confirm(c, stand, faultOf),
            SetupCommand.Reject c => stand.Change?.ChangeId == c.ChangeId ? Accept(new SetupEvent.ChangeRejected(c.Of, c.ChangeId, c.By, c.At)) : UnknownChange(c.ChangeId),
            _ => throw new UnreachableException(), // C# cannot see that a family is closed; a test can
        };
    }

    private static Ruling<SetupEvent> LayDown(SetupCommand.LayDown c, SetupStand stand, Setup now, Func<string, Setup, string?> faultOf)
    {
        if (c.Setup.GetType() != stand.Settings.GetType()) return Refuse(RefusalCode.InvalidRequest, $"{c.Of} is of another kind.");
        if (faultOf(c.Of, c.Setup) is { } fault) return Refuse(RefusalCode.InvalidRequest, fault);
        if (c.Edited != stand.Version) return Refuse(RefusalCode.PolicyChanged, $"It is at version {stand.Version}; you edited version {c.Edited}.");
        if (c.Setup.Hash == now.Hash && stand is { HasDrifted: false } and not { Last.IsSealed: false }) return Accept();
        return !c.OneMayWeaken && c.Setup.WeakerThan(now).Any()
            ? Accept(new SetupEvent.ChangeProposed(c.Of, c.ChangeId, stand.Version, c.Setup.Text, c.By, "", c.At))
            : Accept(new SetupEvent.Set(c.Of, stand.Version + 1, c.Setup.Text, stand.Settings.Hash, c.By, "", c.At));
    }

    private static Ruling<SetupEvent> Confirm(SetupCommand.Confirm c, SetupStand stand, Func<string, Setup, string?> faultOf)
    {
        if (stand.Change is not { } change || change.ChangeId != c.ChangeId) return UnknownChange(c.ChangeId);
        if (change.Version != stand.Version) return Refuse(RefusalCode.PolicyChanged, "It was laid down anew since this was proposed.");
        if (c.By.IsSameAs(change.By)) return Refuse(RefusalCode.SeparationOfDuties, "Who proposed a change cannot agree to it: another admin must.");
        if (stand.Read(change.Terms) is not { } setup) return Refuse(RefusalCode.InvalidRequest, "What was proposed cannot be read any more.");
        if (faultOf(c.Of, setup) is { } fault) return Refuse(RefusalCode.InvalidRequest, fault);
        return Accept(new SetupEvent.Set(c.Of, stand.Version + 1, change.Terms, stand.Settings.Hash, change.By, "", c.At) { ConfirmedBy = c.By });
    }

    private static Ruling<SetupEvent>.Accepted Accept(params ImmutableArray<SetupEvent> events) => new(events);

    private static Ruling<SetupEvent>.Refused UnknownChange(string id) => Refuse(RefusalCode.UnknownChange, $"There is no open change {id}.");

    private static Ruling<SetupEvent>.Refused Refuse(RefusalCode code, string message) => new(new Refusal(code, message));
}
