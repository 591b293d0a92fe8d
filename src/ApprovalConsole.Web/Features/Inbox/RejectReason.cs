namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The reasons to reject, by number. The words go to the model and into the record.</summary>
public static class RejectReason
{
    public static readonly IReadOnlyList<string> All = ["Wrong amount", "Wrong recipient or target", "Not needed", "Against policy", "Other"];

    public static bool NeedsWords(int number) => number == All.Count;

    /// <returns>Null where words are still missing.</returns>
    public static string? Of(int number, string words) => (NeedsWords(number), words.Trim()) switch
    {
        (true, "") => null,
        (true, var text) => text,
        (false, "") => All[number - 1],
        (false, var text) => $"{All[number - 1]}: {text}",
    };
}
