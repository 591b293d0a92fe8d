using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The exact place where a value was seen, opened beside it: what the tool answered, read from the journal.</summary>
public sealed partial class SourcePanel(CommandGate gate) : ComponentBase
{
    private SourceView? _source;

    [Parameter, EditorRequired]
    public string RunId { get; set; } = "";

    [Parameter, EditorRequired]
    public string CallId { get; set; } = "";

    /// <summary>Pointer into the call's result.</summary>
    [Parameter]
    public string? Path { get; set; }

    protected override async Task OnInitializedAsync() => _source = SourceView.Of(await gate.ReadAsync(RunId) ?? Run.Initial, CallId, Path);
}
