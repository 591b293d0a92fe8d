namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Ends a compilation from any depth; <see cref="JsonSchema.TryCompile"/> turns it into a reason and nobody else sees it.</summary>
internal sealed class UnusableSchemaException : Exception
{
    internal UnusableSchemaException(string place, string why) : base($"{place}: {why}") { }
}
