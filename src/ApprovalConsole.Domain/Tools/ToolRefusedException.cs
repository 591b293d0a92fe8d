namespace ApprovalConsole.Domain.Tools;

/// <summary>Thrown by a tool that answers "no, and nothing was done". Any other exception of a write leaves its outcome unknown:
/// nobody can say how far it got.</summary>
public class ToolRefusedException : Exception
{
    public ToolRefusedException() { }

    /// <param name="message">For the model and the reviewer.</param>
    public ToolRefusedException(string message) : base(message) { }

    public ToolRefusedException(string message, Exception cause) : base(message, cause) { }
}
