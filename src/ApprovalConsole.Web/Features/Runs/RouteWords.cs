using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Why another model was asked than the first of its purpose, in a few words.</summary>
public static class RouteWords
{
    public static string Of(RouteReason? why) => why switch
    {
        null => "",
        RouteReason.InvalidCall => "another model, after a call that was refused",
        RouteReason.NoProgress => "another model, after a step that brought nothing new",
        RouteReason.ErredOften => "in place of a model that went wrong more than once in this run",
        _ => "in place of a model that gave no reply that could be used", // silent, an error, or more than it was allowed; not always the first of the purpose
    };
}
