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

    /// <summary>Time that people have to find out what became of a call whose outcome is unknown; after it the call is shown as overdue. Default 1 day. Nothing is settled by its passing.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00", ErrorMessage = "Setting Console:SettleUnknownWithin must be from one minute to 90 days.")]
    public TimeSpan SettleUnknownWithin { get; set; } = TimeSpan.FromDays(1);

    /// <summary>When a day ends, of which those who want it are told how it went. UTC; default 06:00.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59", ErrorMessage = "Setting Console:DigestAt must be a time of the day, as in 06:00:00.")]
    public TimeSpan DigestAt { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Where people find the console, as in <c>https://console.example.com/</c>: what is told to the outside links to its pages. Needed where somebody is.</summary>
    public Uri? PublicUrl { get; set; }
}
