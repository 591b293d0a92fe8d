using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Security;

/// <summary>A person of mode <c>Local</c>.</summary>
/// <param name="ApiKey">Works as bearer token. Null: none.</param>
/// <param name="Groups">Groups of reviewers the person is in.</param>
/// <param name="MayAssert">What runs that the person starts may claim. Null: anything.</param>
public sealed record LocalUser(string Name, IReadOnlyList<string> Roles, string? ApiKey = null, IReadOnlyList<string>? Groups = null, MayAssert? MayAssert = null);

/// <summary>The persons of mode <c>Local</c>: those in the settings and, with the demo, five more.</summary>
public sealed class LocalUsers
{
    public const string Section = "Authentication:Local:Users";

    private static readonly LocalUser[] Demo =
    [
        new("rita", [Security.Roles.Reviewer], "demo-rita"),
        new("remy", [Security.Roles.Reviewer], "demo-remy"),
        new("sam", [Security.Roles.Support, Security.Roles.Operator], "demo-sam"),
        new("ada", [Security.Roles.Admin], "demo-ada"),
        new("abel", [Security.Roles.Admin], "demo-abel"),
    ];

    /// <exception cref="SettingException">A person has no name, an unknown role, or another's key.</exception>
    public LocalUsers(SettingsFiles files, bool demo)
    {
        var set = files.Value<List<LocalUser>>(Section) ?? [];
        foreach (var (user, i) in set.Select((u, i) => (u, i)))
        {
            if (string.IsNullOrWhiteSpace(user.Name)) throw new SettingException($"{Section}:{i}:Name", "must not be empty");
            if (user.Roles.FirstOrDefault(r => !Security.Roles.All.Contains(r)) is { } role)
                throw new SettingException($"{Section}:{i}:Roles", $"holds {role}; there are {string.Join(", ", Security.Roles.All)}");
        }

        All = [.. set, .. demo ? Demo.Where(d => set.TrueForAll(u => u.Name != d.Name)) : []];
        if (All.GroupBy(u => u.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new SettingException(Section, $"names {twice.Key} twice");
        if (All.Where(u => u.ApiKey is not null).GroupBy(u => u.ApiKey).Any(g => g.Count() > 1)) throw new SettingException(Section, "gives two persons the same ApiKey");
    }

    public IReadOnlyList<LocalUser> All { get; }

    public LocalUser? Find(string name) => All.FirstOrDefault(u => u.Name == name);

    /// <summary>The person whose key it is. Compares all keys in the same time, whichever matches.</summary>
    public LocalUser? FindByKey(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        LocalUser? found = null;
        foreach (var user in All.Where(u => !string.IsNullOrEmpty(u.ApiKey)))
            if (CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(user.ApiKey!)))) found = user;
        return found;
    }

    /// <summary>Whoever holds the person's key is the person.</summary>
    internal static ClaimsPrincipal PrincipalOf(LocalUser user, string scheme) => PersonClaims.Of(
        user.Name, user.Name, user.Roles, user.Groups ?? [], scheme, new Claim(PersonClaims.Holder, $"{Holder.Person}"), new Claim(PersonClaims.KeyOwner, user.Name));
}
