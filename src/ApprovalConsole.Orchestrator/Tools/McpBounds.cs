namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>A server answered more than any answer can honestly be; the rest was not read.</summary>
internal sealed class AnswerTooLongException(long most) : Exception($"it answered more than {most} bytes at once");

/// <summary>A server does not know the session any more: it was started anew, or has forgotten it.</summary>
internal sealed class SessionGoneException() : Exception("it does not know the session any more");

/// <summary>How much of one answer of a server is read at all. Far more than a result may have, so that a result that is only somewhat too large is still cut and shown.</summary>
internal static class McpBounds
{
    private const long Frame = 4 << 20; // a list of tools, an image that is left out
    private const long OnTheWire = 16; // escapes, and the same twice: as text and as JSON

    /// <param name="mostResultBytes">What a result may have.</param>
    public static long MostFor(int mostResultBytes) => Frame + mostResultBytes * OnTheWire;

    public static Exception TooLong(long most) => new AnswerTooLongException(most);
}
