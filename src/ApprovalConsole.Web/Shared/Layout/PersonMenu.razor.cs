using System.Security.Claims;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>Who is signed in, as what, and what they chose for this browser.</summary>
public sealed partial class PersonMenu : ComponentBase
{
    private static string RolesOf(ClaimsPrincipal user) => string.Join(", ", user.FindAll(ClaimTypes.Role).Select(c => c.Value));
}
