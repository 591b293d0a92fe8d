using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A source to show in place.</summary>
/// <param name="OnShown">It could be read, and stands on the page.</param>
public sealed record SourceRequest(TraceView Trace, EventCallback<TraceView> OnShown);
