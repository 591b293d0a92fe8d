namespace ApprovalConsole.SampleDesk.Model;

/// <summary>One reply: a line for people, then the calls. No calls: the final answer.</summary>
internal sealed record Reply(string Text, IReadOnlyList<Call> Calls)
{
    public static Reply Answer(string text) => new(text, []);
}
