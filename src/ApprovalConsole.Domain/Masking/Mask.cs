namespace ApprovalConsole.Domain.Masking;

/// <summary>What stands in the place of a sensitive value: always the same, so that it does not tell how long the value is.</summary>
public static class Mask
{
    public const string Mark = "•••";
}
