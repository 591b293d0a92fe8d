namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>Ends a translation; <see cref="EcmaPattern.TryCompile"/> turns it into a reason and nobody else sees it.</summary>
internal sealed class UnusablePatternException(string message) : Exception(message);
