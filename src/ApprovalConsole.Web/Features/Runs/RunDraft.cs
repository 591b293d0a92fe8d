using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.SampleDesk;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A run that is being written down.</summary>
public sealed class RunDraft
{
    private static readonly char[] Apart = [',', ' ', '\n'];

    /// <summary>Pressed twice, it is one run.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    public string Agent { get; set; } = "";

    public string Input { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Permissions { get; set; } = "";

    public string Attributes { get; set; } = "";

    public bool IsReady => Agent.Length > 0 && !BlankText.Is(Input) && !string.IsNullOrWhiteSpace(Subject);

    public void Fill(SampleRun sample)
    {
        (Agent, Input, Subject) = (sample.Agent, sample.Input, sample.Subject);
        Permissions = string.Join(", ", sample.Permissions);
        Attributes = JsonSerializer.Serialize(sample.Attributes);
    }

    /// <param name="fault">Why there is no request.</param>
    public RunRequest? ToRequest(out string? fault)
    {
        fault = null;
        JsonElement? attributes = null;
        if (!BlankText.Is(Attributes))
        {
            if (!StrictJson.TryParse(Attributes, out var read, out var wrong))
            {
                fault = $"The attributes{(wrong[0].Path is { Length: > 0 } path ? $" at {path}" : "")}: {wrong[0].Message}";
                return null;
            }

            attributes = read;
        }

        var permissions = Permissions.Split(Apart, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(Agent, Input, new PrincipalRequest(Subject.Trim(), permissions, attributes));
    }
}
