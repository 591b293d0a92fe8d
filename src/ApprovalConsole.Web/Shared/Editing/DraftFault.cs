using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>What is wrong with settings that are being written.</summary>
/// <param name="Key">As <c>Checks:0:Range</c>; empty where it is the whole.</param>
/// <param name="Line">In the JSON, from 0; null where it is not about the text.</param>
/// <param name="Column">In bytes, from 0.</param>
public sealed partial record DraftFault(string Key, string Problem, int? Line = null, int? Column = null)
{
    /// <summary>Why JSON does not say what it must.</summary>
    public static DraftFault Of(JsonException e) => new(KeyOf(e.Path), JsonWords.Of(e), (int?)e.LineNumber, (int?)e.BytePositionInLine);

    private static string KeyOf(string? path) => path is null ? "" : Step().Replace(path, ":$1").Replace('.', ':').TrimStart('$', ':');

    [GeneratedRegex(@"\[([0-9]+)\]")]
    private static partial Regex Step();
}
