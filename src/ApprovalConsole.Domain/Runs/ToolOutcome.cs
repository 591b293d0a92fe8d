namespace ApprovalConsole.Domain.Runs;

/// <summary>How one sending of a call ended, as its performer saw it.</summary>
public abstract record ToolOutcome
{
    private ToolOutcome() { }

    /// <param name="Result">JSON text.</param>
    public sealed record Succeeded(Payload Result) : ToolOutcome;

    /// <summary>The tool answered that it could not.</summary>
    public sealed record ReportedError(Payload Message) : ToolOutcome;

    /// <summary>The tool was at work, and what it answered must not be used.</summary>
    /// <param name="Message">For the model; holds nothing of the answer.</param>
    public sealed record Unusable(string Code, string Message) : ToolOutcome;

    /// <summary>It is proven that the call was not executed.</summary>
    public sealed record NotExecuted(string Code, string Message) : ToolOutcome;

    /// <summary>Sent, and no answer that says anything.</summary>
    public sealed record Unknown(string Why) : ToolOutcome;
}
