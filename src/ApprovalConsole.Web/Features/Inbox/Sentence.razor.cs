using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What would happen, in an admin's words, with the values set apart.</summary>
public sealed partial class Sentence : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<TitlePart> Parts { get; set; } = [];
}
