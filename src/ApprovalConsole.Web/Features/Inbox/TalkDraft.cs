namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What somebody is about to tell their colleagues of a proposal. It outlives the card: a colleague's remark, or anything else that is new, puts another card in its place.</summary>
public sealed class TalkDraft
{
    public string Words { get; set; } = "";

    /// <summary>Whom it is about to be handed to; empty: nobody.</summary>
    public string To { get; set; } = "";

    public bool IsOpen { get; set; }

    /// <summary>Of the remark that is being written: the same for every sending of it.</summary>
    public string CommentId { get; private set; } = NewId();

    /// <summary>It was told.</summary>
    public void Clear() => (Words, To, IsOpen, CommentId) = ("", "", false, NewId());

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
