using System.Globalization;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>Asks the record what a policy would have done.</summary>
public sealed partial class WhatIfDesk(PolicyPreview previews) : ComponentBase
{
    private WhatIfView? _view;
    private string? _refused;
    private int _take = 200;
    private (string Tool, ToolPolicy? Policy) _asked;

    [Parameter, EditorRequired]
    public string ToolId { get; set; } = "";

    [Parameter, EditorRequired]
    public required ToolPolicy Policy { get; set; }

    /// <summary>Tells this one from others on the same page.</summary>
    [Parameter]
    public string Id { get; set; } = "what-if-take";

    protected override Task OnParametersSetAsync() => _asked.Tool == ToolId && ReferenceEquals(_asked.Policy, Policy) ? Task.CompletedTask : ReadAsync();

    private Task TakeAsync(ChangeEventArgs e)
    {
        _take = int.TryParse((string?)e.Value, CultureInfo.InvariantCulture, out var take) ? take : _take;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var (policy, take) = (Policy, _take);
        (_asked, _view, _refused) = ((ToolId, policy), null, null);
        var (preview, refusal) = await previews.OfAsync(ToolId, Policy, take, CancellationToken.None);
        if (!ReferenceEquals(_asked.Policy, policy) || _take != take) return; // it has been asked about something else since
        (_view, _refused) = (preview is null ? null : WhatIfView.Of(preview), refusal?.Message);
    }
}
