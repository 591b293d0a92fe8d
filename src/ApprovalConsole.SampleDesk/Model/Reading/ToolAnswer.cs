using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>What the console told the model about one call.</summary>
internal abstract record ToolAnswer
{
    private ToolAnswer() { }

    /// <summary>The call ran, as asked or as <paramref name="Edited"/>; or a person gave the result in the tool's place.</summary>
    public sealed record Done(JsonElement Result, Edit? Edited, bool ByPerson) : ToolAnswer;
    public sealed record Invalid(IReadOnlyList<Finding> Errors) : ToolAnswer;
    public sealed record Rejected(string Reason) : ToolAnswer;
    public sealed record Revise(string Reason) : ToolAnswer;
    public sealed record Expired : ToolAnswer;
    public sealed record Withdrawn(string Reason) : ToolAnswer;
    public sealed record Failed(string Message) : ToolAnswer;
    /// <summary>No answer, or none that can be read: whether the call ran is not known, so it is not made again.</summary>
    public sealed record Unreadable : ToolAnswer;
}
