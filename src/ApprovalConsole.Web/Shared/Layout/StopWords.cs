using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>Stops in words.</summary>
public static class StopWords
{
    public static string Of(StopView stop) => $"{Scope(stop.Scope)} {(stop.IsOpen ? "is stopped" : "was stopped")}";

    /// <summary>What a stop holds.</summary>
    public static string Scope(string scope) => scope.Split(':', 2) switch
    {
        ["tool", var tool] => $"The tool {tool}",
        ["agent", var agent] => $"The agent {agent}",
        _ => "Everything",
    };

    /// <summary>What it takes to go on.</summary>
    public static string Next(StopView stop) => stop.ReleaseProposedBy is { } first ? $"{first} wants it lifted; a second admin must agree" : "Two admins can lift it";
}
