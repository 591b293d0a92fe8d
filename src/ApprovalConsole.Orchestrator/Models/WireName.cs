namespace ApprovalConsole.Orchestrator.Models;

/// <summary>The name of a call in the conversation that is sent back. A model may make up a name that its own endpoint refuses to read; the error that it is answered with names those that there are.</summary>
internal static class WireName
{
    private const int Longest = 64;

    /// <returns>The name itself wherever the wire takes it; and always the same for the same.</returns>
    public static string Of(string name) =>
        name.Length is > 0 and <= Longest && name.All(IsOfTheWire) ? name : name.Length == 0 ? "_" : string.Concat(name.Take(Longest).Select(c => IsOfTheWire(c) ? c : '_'));

    private static bool IsOfTheWire(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
