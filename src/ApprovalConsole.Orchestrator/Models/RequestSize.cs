using System.Text;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>How large a request is, added up from its texts.</summary>
internal sealed class RequestSize(TokenBound tokens)
{
    public long Bytes { get; private set; }

    /// <summary>At most.</summary>
    public long Tokens { get; private set; }

    public void Add(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            Bytes += Encoding.UTF8.GetByteCount(text ?? "");
            Tokens += tokens.Of(text);
        }
    }
}
