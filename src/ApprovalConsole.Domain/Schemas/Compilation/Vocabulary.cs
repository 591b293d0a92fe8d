namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>The groups of keywords that a meta-schema can switch on and off.</summary>
[Flags]
internal enum Vocabulary
{
    None = 0,
    Core = 1,
    Applicator = 2,
    Unevaluated = 4,
    Validation = 8,
    Annotation = 16,
    All = Core | Applicator | Unevaluated | Validation | Annotation,
}
