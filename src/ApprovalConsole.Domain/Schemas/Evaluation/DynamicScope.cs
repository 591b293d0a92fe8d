using ApprovalConsole.Domain.Schemas.Compilation;

namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>The resources that evaluation has come through, innermost first; <c>$dynamicRef</c> asks the outermost.</summary>
internal sealed record DynamicScope(SchemaResource Resource, DynamicScope? Outer)
{
    internal static DynamicScope Enter(SchemaResource resource, DynamicScope? scope) =>
        scope is not null && ReferenceEquals(scope.Resource, resource) ? scope : new(resource, scope);

    internal Subschema? Outermost(string dynamicAnchor)
    {
        Subschema? found = null;
        for (var scope = this; scope is not null; scope = scope.Outer)
            found = scope.Resource.DynamicAnchors.GetValueOrDefault(dynamicAnchor) ?? found;
        return found;
    }
}
