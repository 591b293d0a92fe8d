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
    public sealed record Unknown(string Why) : ToolOutcome
    {
        private const string Between = ": ";

        /// <param name="ours">Without a colon.</param>
        /// <param name="theirs">What the tool, its server or the connection said: it may hold anything.</param>
        public static Unknown Saying(string ours, string theirs) => new($"{ours}{Between}{theirs}");

        public static bool IsTheirs(string why) => why.IndexOf(Between, StringComparison.Ordinal) > 0;

        /// <summary>Why, with what was theirs of it said otherwise.</summary>
        public static string Rewritten(string why, Func<string, string> theirs) =>
            why.IndexOf(Between, StringComparison.Ordinal) is > 0 and var at ? string.Concat(why.AsSpan(0, at + Between.Length), theirs(why[(at + Between.Length)..])) : why;
    }
}
