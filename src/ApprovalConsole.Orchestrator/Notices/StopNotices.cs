using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Stops;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What the outside is told of the stop switch.</summary>
internal static class StopNotices
{
    public static IEnumerable<Notice> Of(StopEvent @event) => @event switch
    {
        StopEvent.Stopped e => [new(NoticeType.Stopped, e.StopId, "stops", e.At, new() { ["stopId"] = e.StopId, ["scope"] = e.Scope })],
        StopEvent.Released e => [new(NoticeType.Released, e.StopId, "stops", e.At, new() { ["stopId"] = e.StopId })],
        _ => [],
    };
}
