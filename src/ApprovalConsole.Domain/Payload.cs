namespace ApprovalConsole.Domain;

/// <summary>Text that may be about a person: arguments, results, words. The journal keeps it apart from its event, so that it can be erased
/// without breaking the event's hash.</summary>
/// <param name="Text">The text; null once it was erased.</param>
public readonly record struct Payload(string? Text)
{
    /// <summary>What stands in a view where the text was erased.</summary>
    public const string ErasedMark = "[erased]";

    public bool IsErased => Text is null;

    public static implicit operator Payload(string text) => new(text);

    public override string ToString() => Text ?? ErasedMark;
}
