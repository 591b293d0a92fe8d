using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The rows as they stand; what was decided greys out in its place.</summary>
public sealed partial class InboxList : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<InboxRow> Rows { get; set; } = [];

    [Parameter]
    public string? SelectedId { get; set; }

    private static string Sign(InboxRow row) => row switch
    {
        { State: { } state } => state.Sign,
        { Class: Reversibility.Critical } => "◆",
        _ => "●",
    };

    private static string SignClass(InboxRow row) => row is { IsPending: true, Class: Reversibility.Irreversible or Reversibility.Critical } ? "accent" : "";
}
