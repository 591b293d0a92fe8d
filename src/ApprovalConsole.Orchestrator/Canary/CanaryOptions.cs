using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>How often the gate is tried.</summary>
public sealed class CanaryOptions
{
    public const string Section = "Canary";

    /// <summary>Time between two trials of the gate. Default 5 minutes; from 1 second to 1 hour.</summary>
    /// <remarks>A gate that was not tried for twice as long counts as one that failed.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Setting Canary:Interval must be from 00:00:01 to 01:00:00.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);
}
