using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>The models, what they cost, and who asks them for what.</summary>
public sealed partial class ModelsTable : ComponentBase
{
    [Parameter, EditorRequired]
    public required ImmutableArray<ModelRowView> Models { get; set; }
}
