using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The reason for a rejection, by number.</summary>
public sealed partial class RejectPanel : ComponentBase
{
    private string _words = "";
    private bool _stops;

    [Parameter]
    public bool IsEnabled { get; set; }

    [Parameter]
    public EventCallback<Rejection> OnReject { get; set; }

    private bool IsDisabled(int number) => !IsEnabled || RejectReason.Of(number, _words) is null;

    private Task Choose(int number) => RejectReason.Of(number, _words) is { } reason ? OnReject.InvokeAsync(new(reason, _stops)) : Task.CompletedTask;
}

/// <param name="Stops">The run ends with it.</param>
public sealed record Rejection(string Reason, bool Stops);
