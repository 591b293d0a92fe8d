namespace ApprovalConsole.Domain.Schemas;

/// <summary>How large a schema may be; a larger one is refused when it is registered.</summary>
public static class SchemaBounds
{
    /// <summary>Bytes of UTF-8 text, for the schema and for each known document that it reaches.</summary>
    public const int Bytes = 256 * 1024;

    /// <summary>Schemas inside one another as written, not counting references.</summary>
    public const int Depth = 64;

    /// <summary>Schemas in the document and in all known documents that it reaches.</summary>
    public const int Subschemas = 10_000;

    /// <summary>Different patterns; each becomes an automaton.</summary>
    public const int Patterns = 200;

    /// <summary>Characters in one number; the largest double has 309 digits.</summary>
    public const int NumberLength = 400;

    /// <summary>UTF-16 units in one pattern.</summary>
    public const int PatternLength = 4_096;
}
