using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Security;

/// <summary>Mode <c>Oidc</c>: any issuer that speaks OpenID Connect.</summary>
public sealed class OidcOptions
{
    public const string Section = "Authentication:Oidc";

    /// <summary>The issuer, as in its metadata.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Or <c>env:NAME</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Of bearer tokens. Default: the client id.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim whose values stand for roles. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim whose values are groups of reviewers. Default <c>groups</c>.</summary>
    public string GroupClaim { get; set; } = "groups";

    /// <summary>Which roles a value of the claim stands for. Empty: values are the roles' own names.</summary>
    public Dictionary<string, string[]> Roles { get; set; } = [];

    /// <exception cref="SettingException">Something is missing, or a role is none of ours.</exception>
    public static OidcOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<OidcOptions>() ?? new();
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
            throw new SettingException($"{Section}:Authority", "must be the issuer's https address; Authentication:Mode is Oidc");
        if (string.IsNullOrWhiteSpace(options.ClientId)) throw new SettingException($"{Section}:ClientId", "is missing; Authentication:Mode is Oidc");
        if (options.Roles.SelectMany(r => r.Value).FirstOrDefault(r => !Security.Roles.All.Contains(r)) is { } role)
            throw new SettingException($"{Section}:Roles", $"names {role}; there are {string.Join(", ", Security.Roles.All)}");
        return options;
    }

    internal IEnumerable<string> RolesFor(IEnumerable<string> values) =>
        Roles.Count == 0 ? values : values.SelectMany(v => Roles.TryGetValue(v, out var roles) ? roles : []);
}
