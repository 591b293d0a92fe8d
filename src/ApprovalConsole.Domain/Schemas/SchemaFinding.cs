namespace ApprovalConsole.Domain.Schemas;

/// <summary>One thing that is wrong with a value, said so that a model or a person can put it right.</summary>
/// <param name="Path">JSON pointer into the value; empty for the whole of it.</param>
/// <param name="Code">What was broken, a stable camelCase word: the schema's keyword where one was broken.</param>
/// <param name="Message">A sentence. Never repeats the value, which may be personal.</param>
/// <param name="Allowed">What would be right (types, listed values, a bound, names), from the schema alone; null where there is nothing to say.</param>
public sealed record SchemaFinding(string Path, string Code, string Message, string? Allowed = null);
