using System.Text.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What came back on a <see cref="Question"/>.</summary>
public abstract record Answer
{
    private Answer() { }

    public sealed record Known(JsonElement Value, DateTimeOffset At) : Answer;

    /// <summary>The tool answered that there is no such thing: the value is refused.</summary>
    public sealed record Refused(string Message) : Answer;

    /// <summary>Nothing came back that says anything: what could not be checked fails.</summary>
    public sealed record NotAnswered(string Why) : Answer;
}
