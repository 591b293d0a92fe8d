using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Schemas.Formats;

/// <summary>RFC 4122 as text: no braces, no other spelling that a parser might take.</summary>
internal static partial class Uuid
{
    internal static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z")]
    private static partial Regex Form();
}
