using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.People;

/// <summary>Who may get in, for admins.</summary>
public sealed partial class PeoplePage : ComponentBase;
