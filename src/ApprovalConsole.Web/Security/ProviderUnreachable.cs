namespace ApprovalConsole.Web.Security;

/// <summary>Whether what went wrong is that the identity provider does not answer: nobody can be sent there then, and it is no fault of ours.</summary>
internal static class ProviderUnreachable
{
    // The library says it in an exception of a general kind: the configuration cannot be had (IDX20803).
    public static bool Is(Exception? e) => (e is InvalidOperationException && e.Message.StartsWith("IDX20803", StringComparison.Ordinal))
        || (e?.InnerException is { } inner && Is(inner));
}
