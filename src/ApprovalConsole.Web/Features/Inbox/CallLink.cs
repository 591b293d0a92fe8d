namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Where a call is shown. Its id starts with its run's.</summary>
public static class CallLink
{
    public static string To(string callId) => $"/runs/{callId.Split('.')[0]}#{callId}";
}
