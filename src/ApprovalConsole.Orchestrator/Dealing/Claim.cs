namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>One person has a proposal before them: meanwhile it is dealt to nobody else. It keeps nobody from deciding on it.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Name">How others read it.</param>
/// <param name="Until">When it lapses, unless they show that they are still there.</param>
public sealed record Claim(string ProposalId, string Subject, string Name, DateTimeOffset Until)
{
    /// <summary>How long one lasts: 60 seconds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);

    public bool IsOf(string subject) => string.Equals(Subject, subject, StringComparison.OrdinalIgnoreCase);
}
