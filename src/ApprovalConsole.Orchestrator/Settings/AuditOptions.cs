using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Where the audit log's signed heads go, and how long personal texts are kept.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>File that signed heads are added to, one JSON a line. Relative paths start at the content root. Default: <c>heads.jsonl</c> with the keys.
    /// It protects most on another machine's disk: who can write it and the database can cut both.</summary>
    public string? HeadsFile { get; set; }

    /// <summary>Address that each signed head is posted to as JSON. Default: none.</summary>
    public Uri? HeadsUrl { get; set; }

    /// <summary>Go on with a database as it is: one that is not the one of the last exported head, or is an older state of it (a restored backup, a copy), on which the console does
    /// not start otherwise; or one whose journal is not what the audit log says it was, from which nothing is sent otherwise. For one start. What was approved and not sent goes to the
    /// unknown desk. Default: false.</summary>
    public bool Adopt { get; set; }

    /// <summary>How long the personal texts of a run are kept after its end. Default: for ever.</summary>
    public TimeSpan? PayloadRetention { get; set; }

    /// <summary>Names the key and what it may hold.</summary>
    internal sealed class Faults : IValidateOptions<AuditOptions>
    {
        public ValidateOptionsResult Validate(string? name, AuditOptions options) => options switch
        {
            { HeadsUrl: { } url } when !url.IsAbsoluteUri || url.Scheme is not ("http" or "https") => ValidateOptionsResult.Fail("Setting Audit:HeadsUrl must be an http or https address."),
            { PayloadRetention: { } kept } when kept < TimeSpan.FromHours(1) => ValidateOptionsResult.Fail("Setting Audit:PayloadRetention must be at least one hour, as in 90.00:00:00."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
