using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The principal's words, with the values that are decided on marked where these say them.</summary>
public sealed partial class Quoted : ComponentBase
{
    private ImmutableArray<QuotedPart> _parts = [];
    private (ProposalView? Proposal, MessageView? Said) _read; // a card is drawn at each key, and these words may be long

    [Parameter, EditorRequired]
    public required ProposalView Proposal { get; set; }

    /// <summary>What was said since; null: what the run began with.</summary>
    [Parameter]
    public MessageView? Said { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_read.Proposal, Proposal) && ReferenceEquals(_read.Said, Said)) return;
        _read = (Proposal, Said);
        _parts = Said is { } said ? QuotedPart.OfSaid(Proposal, said) : QuotedPart.OfAsked(Proposal);
    }
}
