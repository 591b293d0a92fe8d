using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What is unusual about a proposal.</summary>
public sealed partial class MarksStrip : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<MarksView> Marks { get; set; } = [];
}
