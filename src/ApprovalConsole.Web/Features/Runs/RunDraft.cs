using System.Text.Json;
using ApprovalConsole.Domain;
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
        try
        {
            fault = null;
            JsonElement? attributes = BlankText.Is(Attributes) ? null : JsonElement.Parse(Attributes);
            var permissions = Permissions.Split(Apart, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new(Agent, Input, new PrincipalRequest(Subject.Trim(), permissions, attributes));
        }
        catch (JsonException e)
        {
            fault = $"The attributes are not JSON: {e.Message}";
            return null;
        }
    }
}
