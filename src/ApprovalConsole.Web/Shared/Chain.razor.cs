using ApprovalConsole.Domain.Delegation;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>The agents from the first run of a tree down to one of its children, each with a link to the call that leads on.</summary>
public sealed partial class Chain : ComponentBase
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<Ancestor> Ancestors { get; set; }

    /// <summary>Of the run at the end.</summary>
    [Parameter, EditorRequired]
    public required string Agent { get; set; }
}
