using ApprovalConsole.Orchestrator.Proposals;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What has been heard about the draft as it stands.</summary>
/// <param name="Check">Null where nothing was heard.</param>
public sealed record EditWord(EditCheck? Check, bool IsAwaited)
{
    /// <summary>Nobody was asked, or nobody could be.</summary>
    public static readonly EditWord None = new(null, false);

    public static readonly EditWord Awaited = new(null, true);
}
