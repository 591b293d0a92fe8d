using System.Diagnostics;

namespace ApprovalConsole.Domain.Stops;

/// <summary>Who stops, stops at once and alone; to go on takes two. Any command may be sent twice; the second time adds nothing.</summary>
public static class StopDecider
{
    private const int LongestReason = 2000;

    public static Ruling<StopEvent> Decide(StopCommand command, StopList stops) => command switch
    {
        StopCommand.Press c => Press(c, stops),
        StopCommand.Release c => Release(c, stops),
        _ => throw new UnreachableException(), // C# cannot see that a family is closed; a test can
    };

    private static Ruling<StopEvent> Press(StopCommand.Press c, StopList stops)
    {
        if (BlankText.Is(c.Reason.Text)) return Refuse(RefusalCode.ReasonMissing, "A stop needs a reason: who finds everything held must know why.");
        if (c.Reason.Text.Length > LongestReason) return Refuse(RefusalCode.InvalidRequest, $"reason is longer than {LongestReason} characters.");
        return stops.Open.FirstOrDefault(s => s.Scope == c.Scope) switch
        {
            null => Accept(new StopEvent.Stopped(c.StopId, c.Scope.ToString(), c.Reason, c.By, "", c.At)),
            { ReleaseProposedBy: null } open when SaidAlready(open, c) => Nothing,
            { Id: var id } => Accept(new StopEvent.PressedAgain(id, c.Reason, c.By, "", c.At)),
        };
    }

    private static bool SaidAlready(Stop open, StopCommand.Press c) =>
        (open.Again ?? new(open.Reason, open.By, open.At)) is var last && last.Reason == c.Reason && last.By.IsSameAs(c.By);

    private static Ruling<StopEvent> Release(StopCommand.Release c, StopList stops) => stops.Stops.FirstOrDefault(s => s.Id == c.StopId)?.AsOf(c.At, c.Blocked) switch
    {
        null => Refuse(RefusalCode.UnknownStop, "There is no such stop."),
        { IsOpen: false } => Nothing,
        { ReleaseProposedBy: null } => Accept(new StopEvent.ReleaseProposed(c.StopId, c.By, "", c.At)),
        { ReleaseProposedBy: { } first } when first.IsSameAs(c.By) => Refuse(RefusalCode.SeparationOfDuties, "You want this stop lifted already: another admin must agree."),
        { ReleaseProposedBy: { } first } => Accept(new StopEvent.Released(c.StopId, first, c.By, "", c.At)),
    };

    private static readonly Ruling<StopEvent> Nothing = new Ruling<StopEvent>.Accepted([]);

    private static Ruling<StopEvent>.Accepted Accept(StopEvent @event) => new([@event]);

    private static Ruling<StopEvent>.Refused Refuse(RefusalCode code, string message) => new(new Refusal(code, message));
}
