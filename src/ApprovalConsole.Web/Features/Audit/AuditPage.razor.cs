using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Audit;

/// <summary>The audit log, newest first; which part of it stands in the address.</summary>
public sealed partial class AuditPage(AuditQuery audit, NavigationManager navigation) : ComponentBase
{
    private Page<AuditEntryView>? _page;

    [SupplyParameterFromQuery]
    public string? Person { get; set; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Tool { get; set; }

    [SupplyParameterFromQuery]
    public string? Run { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override async Task OnParametersSetAsync() => _page = await audit.ListAsync(new(None(Person), None(Kind), None(Tool), None(Run)), After, null, CancellationToken.None);

    private string? NoPlace => string.IsNullOrEmpty(After) || AuditQuery.IsCursor(After) ? null : After;

    private void Filter(string name, object? value) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [name.ToLowerInvariant()] = None((string?)value), ["after"] = null,
    }));

    private string Address(string? after) => navigation.GetUriWithQueryParameter("after", after);

    private static string? None(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
