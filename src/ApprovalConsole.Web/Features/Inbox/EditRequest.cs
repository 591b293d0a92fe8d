using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A card that a reviewer wants to answer with other arguments.</summary>
/// <param name="Unproven">Pointers of decisive values that rest on no evidence and were not accounted for: leaving them as they are does not do.</param>
/// <param name="CheckedHow">How the others were checked.</param>
public sealed record EditRequest(CardView Card, BarView Bar, ImmutableArray<string> Unproven, string CheckedHow)
{
    /// <summary>Something has to be accounted for in words.</summary>
    public bool AsksHow => Card.AsksHow && Bar.CanAnswer;

    /// <summary>Hears how it was checked.</summary>
    public EventCallback<string> OnCheckedHow { get; init; }
}
