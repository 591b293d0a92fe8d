using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The result of an earlier call, or what was asked, read from the journal, with the value marked.</summary>
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
        if (trace.IsAsked)
        {
            _lines = run is null ? null : Asked(run, run.Proposals[ProposalId], trace.Path);
            _isMissing = _lines is null;
            return;
        }

        if (trace.CallId is not { } id || run?.Calls.GetValueOrDefault(id) is not { Answer.Text: { } result } call)
        {
            _isMissing = true; // nothing was seen, so nothing counts as opened
            return;
        }

        (_tool, _lines) = (call.Name, SourceLine.Of(result, trace.SourcePath, trace.ValueText));
        await Request.OnShown.InvokeAsync(trace);
    }

    /// <summary>Of what the run began with and what its principal has said until then, what says the value.</summary>
    private static ImmutableArray<SourceLine>? Asked(Run run, Proposal proposal, string path)
    {
        if (proposal.Arguments.Text is not { } arguments || !JsonPointer.TryParse(path, out var pointer) || !pointer.TryRead(JsonElement.Parse(arguments), out var value)) return null;
        string?[] texts = [run.Input.Text, .. run.Messages.Where(m => m.BeforeStep <= run.Calls[proposal.CallId].Step).Select(m => m.Text.Text)];
        var said = texts.OfType<string>().Select(text => SourceLine.OfWords(text, value)).ToList();
        return said.Find(lines => lines.Any(l => l.IsMarked)) is { IsDefault: false } marked ? marked : said.FirstOrDefault() is { IsDefault: false } first ? first : null;
    }
}
