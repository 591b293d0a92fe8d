using ApprovalConsole.Domain;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Why an answer was not taken, for the person who gave it.</summary>
public static class RefusalText
{
    public static string Of(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Changed or RefusalCode.HashMismatch => "This changed while you looked. Nothing was recorded; here is how it stands now.",
        RefusalCode.Stale => "What this rested on has changed. Nothing was sent; what changed is shown, and where the call still passes a new version waits.",
        RefusalCode.CouldNotCheck => "A look-up did not answer, so it cannot be said whether this still holds. Nothing was recorded or sent; try again.",
        RefusalCode.BeyondAuthority => "This is beyond what you may approve. Nothing was recorded; it waits for somebody who may.",
        RefusalCode.ValidationFailed => $"{refusal.Message} {string.Join("; ", refusal.Findings.Select(f => $"{f.Path} {f.Message}".Trim()))}",
        _ => $"Not recorded. {refusal.Message}",
    };
}
