using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Why nobody can act for the one that a request names.</summary>
internal static class PrincipalFaults
{
    /// <summary>Characters of an object that a request brings along.</summary>
    public const int MostObject = 16 * 1024;

    private const int LongestWord = 200;
    private const int MostPermissions = 200;

    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Of(PrincipalRequest? principal) => principal switch
    {
        null => "onBehalfOf.subject is missing: a run acts for somebody.",
        _ when BlankText.Is(principal.Subject) => "onBehalfOf.subject is missing: a run acts for somebody.",
        _ when principal.Subject.Trim() != principal.Subject || principal.Subject.EnumerateRunes().Any(r => Rune.IsControl(r) || BlankText.Is(r.ToString()) && !Rune.IsWhiteSpace(r)) =>
            "onBehalfOf.subject begins or ends with a space, or holds characters that nobody sees: who looks the same must be the same.",
        { Subject.Length: > LongestWord } => $"onBehalfOf.subject is longer than {LongestWord} characters.",
        { Permissions: { } list } when list.Count > MostPermissions || list.Any(p => p?.Length > LongestWord) => $"onBehalfOf.permissions are at most {MostPermissions}, of at most {LongestWord} characters each.",
        { Permissions: { } permissions } when permissions.Any(string.IsNullOrEmpty) => "onBehalfOf.permissions must be words.",
        _ when principal.Attributes?.GetRawText().Length > MostObject => $"onBehalfOf.attributes have at most {MostObject} characters.",
        { Attributes: { ValueKind: not JsonValueKind.Object and not JsonValueKind.Null } } => "onBehalfOf.attributes must be an object.",
        _ when Inexact(principal.Attributes) is { } fault => $"onBehalfOf.attributes{fault}",
        _ when Inexact(JsonSerializer.SerializeToElement(principal.Subject)) is { } fault => $"onBehalfOf.subject{fault}",
        _ => null,
    };

    /// <summary>What keeps every reader from seeing the same value; null where nothing does.</summary>
    public static string? Inexact(JsonElement? value) =>
        value is { } given && StrictJson.Inspect(given) is [var fault, ..] ? $"{fault.Path}: {fault.Message}" : null;
}
