using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Web.Security;

/// <summary>What a sign-in is good for, and for how long.</summary>
public sealed class SignInOptions
{
    public const string Section = "Authentication";

    /// <summary>Off mode <c>Local</c>: people may decide by API with their own token. Never about critical calls. Default no.</summary>
    public bool DecisionsByApi { get; set; }

    /// <summary>How long ago, at most, the identity provider confirmed a person whose decision is taken. Default, and at most, 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Setting Authentication:ConfirmWithin must be from 00:00:01 to 00:01:00.")]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long ago, at most, a person signed in who lets a critical call go. Default, and at most, 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Setting Authentication:StepUpWithin must be from 00:00:01 to 00:05:00.")]
    public TimeSpan StepUpWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The authentication context that is asked for before a critical call besides a new sign-in, such as <c>c1</c>. Null: the new sign-in, by its <c>auth_time</c>, is enough.</summary>
    public string? StepUpContext { get; set; }

    /// <summary>How long a sign-in lasts. Default 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Setting Authentication:SessionLength must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How much earlier than they were made the provider dates its bearer tokens. Default none; at most 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Setting Authentication:TokensAreBackdatedBy must be from 00:00:00 to 00:05:00.")]
    public TimeSpan TokensAreBackdatedBy { get; set; }
}
