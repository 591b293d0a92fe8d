namespace ApprovalConsole.Web.Shared.Text;

/// <summary>A stretch of text as it is shown.</summary>
/// <param name="IsToken">Stands for a character that would not show, or would move others about.</param>
public readonly record struct TextPart(string Text, bool IsToken = false);
