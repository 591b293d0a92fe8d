using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Runs;

/// <summary>A tool call as the model asked for it, or as it was given to a run without a model.</summary>
/// <param name="CallId">Ours: unique over all runs, the same after a restart.</param>
/// <param name="ProviderCallId">The model's: pairs call and result in the conversation. Not unique over runs, never a key.</param>
/// <param name="Name">The tool as the model named it.</param>
/// <param name="Arguments">The text the model wrote, unparsed.</param>
public sealed record RequestedCall(string CallId, string ProviderCallId, string Name, Payload Arguments)
{
    /// <summary>The call of another run that this one takes back; null where it takes nothing back.</summary>
    public string? Undoes { get; init; }

    /// <summary>What must still be so, as JSON of a <see cref="Checks.CheckRule"/>; null where nothing must.</summary>
    public Payload? Still { get; init; }

    /// <summary>Stands for the run's answer, which waits for a person. Only the console says so: whatever a model names its calls, it is false for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAnswer { get; init; }

    /// <summary>The node of the pipeline that wants it, as a path; null where no pipeline does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Node { get; init; }
}
