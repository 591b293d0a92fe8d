namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Where a value was seen, in a few words.</summary>
public static class SeenWords
{
    /// <param name="found">As <c>GroundingView.Found</c> has it.</param>
    /// <param name="tool">Whose answer showed it; null where none did.</param>
    /// <param name="path">Pointer into that answer.</param>
    public static string Of(string found, string? tool, string? path) => found switch
    {
        "input" => "asked",
        "principal" => "the user",
        "record" => Place(tool, path),
        "thirdParty" => "third party's text",
        "echo" => "the agent's own echo",
        "constant" => "constant",
        "tooShort" when tool is not null => $"{Place(tool, path)} holds it, too short to prove it",
        "tooShort" => "too short to trace",
        _ => "not found in any evidence",
    };

    private static string Place(string? tool, string? path) => $"{tool ?? "an earlier call"}{(path is { Length: > 0 } ? $" · {path}" : "")}";
}
