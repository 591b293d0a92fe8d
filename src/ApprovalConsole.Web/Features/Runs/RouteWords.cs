using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Why another model was asked than the first of its purpose, in a few words.</summary>
public static class RouteWords
{
    public static string Of(RouteReason? why) => why switch
    {
        null => "",
        RouteReason.InvalidCall => "another model, after an invalid call",
        RouteReason.NoProgress => "another model, after a step that brought nothing new",
        RouteReason.ErredOften => "another model: the usual one went wrong twice in this run",
        _ => "another model: the usual one did not answer",
    };
}
