using ApprovalConsole.Domain;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Why an answer was not taken, for the person who gave it.</summary>
public static class RefusalText
{
    public static string Of(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Changed or RefusalCode.HashMismatch => "This changed while you looked. Nothing was recorded; here is how it stands now.",
        RefusalCode.Stale => $"{refusal.Message} What has changed is shown below.",
        RefusalCode.CouldNotCheck => $"{refusal.Message} {string.Join("; ", refusal.Findings.Select(f => f.Message))}",
        RefusalCode.BeyondAuthority => $"Not recorded. {refusal.Message}",
        RefusalCode.ValidationFailed => $"{refusal.Message} {string.Join("; ", refusal.Findings.Select(f => $"{f.Path} {f.Message}".Trim()))}",
        _ => $"Not recorded. {refusal.Message}",
    };
}
