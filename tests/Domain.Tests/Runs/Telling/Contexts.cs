using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>What a call is validated against, at noon.</summary>
internal static class Contexts
{
    public static CallContext Of(Principal principal, Knowledge? known = null) => new(principal, "desk", "r1.1.1", Story.Noon, known ?? Knowledge.None);
}
