using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The result of an earlier call, read from the journal, with the value marked.</summary>
public sealed partial class SourceDesk(ProposalsQuery proposals) : ComponentBase
{
    private ImmutableArray<SourceLine>? _lines;
    private string _tool = "";
    private bool _isMissing;

    [Parameter, EditorRequired]
    public string ProposalId { get; set; } = "";

    [Parameter, EditorRequired]
    public required Reader Reader { get; set; }

    [Parameter, EditorRequired]
    public required SourceRequest Request { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var trace = Request.Trace;
        var run = await proposals.FindRunAsync(ProposalId, Reader, CancellationToken.None);
        if (trace.CallId is not { } id || run?.Calls.GetValueOrDefault(id) is not { Answer.Text: { } result } call)
        {
            _isMissing = true; // nothing was seen, so nothing counts as opened
            return;
        }

        (_tool, _lines) = (call.Name, SourceLine.Of(result, trace.SourcePath, trace.ValueText));
        await Request.OnShown.InvokeAsync(trace);
    }
}
