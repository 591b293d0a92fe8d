namespace ApprovalConsole.Web.Features.Reveal;

/// <summary>How much of what is sensitive somebody sees on a page.</summary>
public enum RevealState
{
    /// <summary>There is nothing sensitive, or nothing is kept from them.</summary>
    Open,

    Masked,

    /// <summary>They asked for it.</summary>
    Revealed,
}
