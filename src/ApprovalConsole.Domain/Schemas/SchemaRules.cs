namespace ApprovalConsole.Domain.Schemas;

/// <summary>How a schema's own text is read.</summary>
public enum SchemaRules
{
    /// <summary>Tools and policies: a keyword that is neither implemented nor an annotation (<c>x-…</c> is one) refuses the schema.</summary>
    ClosedWorld,

    /// <summary>JSON Schema 2020-12 to the letter: an unknown keyword is an annotation. For the official suite and for strangers' schemas.</summary>
    Specification,
}
