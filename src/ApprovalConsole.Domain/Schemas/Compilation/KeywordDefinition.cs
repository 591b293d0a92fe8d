using ApprovalConsole.Domain.Schemas.Keywords;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>What a dialect knows of a keyword.</summary>
/// <param name="Shape">Where in its value schemas stand.</param>
/// <param name="Read">Reads its text; null for a keyword that asserts nothing of a value (an annotation, a container, a part of its neighbour).</param>
internal sealed record KeywordDefinition(string Name, Vocabulary Vocabulary, SubschemaShape Shape, Func<KeywordText, Keyword?>? Read);
