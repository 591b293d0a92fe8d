using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Reads a reviewer's own measures, and everybody's for who may see them; for anybody else nothing is read.</summary>
public sealed partial class ReviewersDesk(ReviewersQuery reviewers) : ComponentBase
{
    private ImmutableArray<ReviewerMeasures>? _shown;
    private bool _isOfAll;
    private int? _asked;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public int Days { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Days) return;
        var days = Days;
        _asked = days;
        var user = (await Authentication).User;
        if (Actors.SubjectOf(user) is not { } self) return;
        _isOfAll = May.Any(user, May.SeeReviewers);
        if (!_isOfAll && !May.Any(user, May.Decide)) return;
        var found = await Task.Run(() => reviewers.LastAsync(days, _isOfAll ? null : self, CancellationToken.None)); // away from the thread that draws the page
        if (_asked == days) _shown = [.. found.OrderByDescending(r => r.Subject == self)]; // one's own first, the others by name as they came
    }
}
