namespace ApprovalConsole.Domain.Conversations;

/// <summary>How an agent talks with its principal. A run keeps the terms that it began with.</summary>
/// <param name="MayAsk">The agent sees the tool to ask with: <see cref="AskUserTool"/>.</param>
/// <param name="StaysOpen">An answer does not end the run: a further message lets it go on.</param>
/// <param name="Messages">Further messages that it takes at most.</param>
/// <param name="PerMessage">What it may use until the next message; null: all that its limits leave.</param>
/// <param name="EndsAfter">How long it waits for its principal. Then a question has no answer, and a run that was answered ends.</param>
public sealed record ConversationTerms(bool MayAsk, bool StaysOpen, int Messages, MessageCaps? PerMessage, TimeSpan EndsAfter)
{
    /// <summary>Messages where nobody says otherwise.</summary>
    public const int UsualMessages = 20;

    /// <summary>Of an agent that neither asks nor waits: it hears what its principal says while it works.</summary>
    public static readonly ConversationTerms Usual = new(false, false, UsualMessages, null, TimeSpan.FromDays(1));
}
