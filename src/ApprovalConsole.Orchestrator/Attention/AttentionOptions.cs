using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>Whether reviewers are now and then dealt a proposal that was made up and is wrong.</summary>
public sealed class AttentionOptions
{
    public const string Section = "AttentionChecks";

    /// <summary>Of so many proposals that are dealt, one is made up, by lot. Default 0: none is. Never two one after the other.</summary>
    [Range(0, 10_000, ErrorMessage = "Setting AttentionChecks:OneIn must be from 0 (none) to 10000.")]
    public int OneIn { get; set; }
}
