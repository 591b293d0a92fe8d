using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The principal's words, with the values that are decided on marked where these say them: three lines of them, from where the first such value stands, and all on demand.</summary>
public sealed partial class QuotedWords : ComponentBase
{
    private ImmutableArray<QuotedPart> _parts = [];
    private (ProposalView? Proposal, MessageView? Said) _read; // a card is drawn at each key, and these words may be long
    private WordsLength _length;
    private bool _isWhole;

    [Parameter, EditorRequired]
    public required ProposalView Proposal { get; set; }

    /// <summary>What was said since; null: what the run began with.</summary>
    [Parameter]
    public MessageView? Said { get; set; }

    private ImmutableArray<QuotedPart> Parts => _isWhole ? _parts : QuotedPart.Excerpt(_parts);

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_read.Proposal, Proposal) && ReferenceEquals(_read.Said, Said)) return;
        _read = (Proposal, Said);
        _parts = Said is { } said ? QuotedPart.OfSaid(Proposal, said) : QuotedPart.OfAsked(Proposal);
        _length = LengthOf(Said?.Text ?? Proposal.Asked);
    }

    private static WordsLength LengthOf(string text) => text.Length > 300 || text.Count(c => c is '\n') > 2 ? WordsLength.Long : text.Length > 110 ? WordsLength.LongOnPhones : WordsLength.Short;

    /// <summary>Whether three lines hold a text.</summary>
    private enum WordsLength
    {
        Short,
        LongOnPhones,
        Long,
    }
}
