namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>A pipeline of the settings.</summary>
public sealed record PipelineSettings
{
    public const string Section = "Pipelines";

    /// <summary>A YAML file; a relative path starts at the console's content root.</summary>
    public required string File { get; init; }
}
