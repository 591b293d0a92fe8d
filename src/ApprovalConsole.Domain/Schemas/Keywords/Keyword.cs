using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>One keyword of one schema, read and ready. Immutable: one schema is used by many threads.</summary>
internal abstract class Keyword
{
    /// <summary>True where it depends on what the other keywords of its schema have seen, so it comes last.</summary>
    internal virtual bool LooksBack => false;

    /// <returns>False where the value breaks the keyword; the application has the finding then.</returns>
    internal abstract bool Holds(Application at);
}
