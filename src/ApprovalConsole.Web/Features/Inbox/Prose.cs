namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A text that somebody wrote, as a reply is: nobody expects to find it in evidence, and a mark that it always carries is read by no one.</summary>
public static class Prose
{
    /// <summary>Names and addresses have fewer.</summary>
    private const int FewestWords = 8;

    // With any of these it may hold an id, an amount, a day or an address, which must have been seen somewhere.
    private static readonly string[] Telling = ["@", "/", "\\", "www."];

    /// <summary>At least eight words, and nothing in them that could be an id, an amount, a day or an address.</summary>
    public static bool Is(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords
        && !text.Any(char.IsNumber) && !Telling.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
