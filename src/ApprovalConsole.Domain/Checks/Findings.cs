using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Findings that several rules share.</summary>
internal static class Findings
{
    public const string CouldNotCheckCode = "couldNotCheck";

    public static Finding Absent(Layer layer, string path) =>
        new(layer, path, "absent", "The value is absent, null or empty, so it cannot be checked.");

    public static Finding CouldNotCheck(Layer layer, string path, string why) => new(layer, path, CouldNotCheckCode, $"Could not be checked: {why}");
}
