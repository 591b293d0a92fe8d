using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>What holds for every run of this console.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>The most iterations that an agent may ask for. Default 10.</summary>
    [Range(1, 1000, ErrorMessage = "Setting Console:MaxIterations must be from 1 to 1000.")]
    public int MaxIterations { get; set; } = 10;

    /// <summary>Bytes of a tool's result beyond which it is cut, visibly. Default 262,144.</summary>
    [Range(1024, 16 * 1024 * 1024, ErrorMessage = "Setting Console:MaxResultBytes must be from 1024 to 16777216.")]
    public int MaxResultBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of a run's input beyond which it is refused. Default 65,536.</summary>
    [Range(1024, 16 * 1024 * 1024, ErrorMessage = "Setting Console:MaxInputBytes must be from 1024 to 16777216.")]
    public int MaxInputBytes { get; set; } = 64 * 1024;
}
