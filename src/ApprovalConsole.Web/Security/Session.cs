using System.Collections.Immutable;

namespace ApprovalConsole.Web.Security;

/// <summary>A person in one browser, from sign-in to sign-out. Lives in this process: after a restart people sign in again, unless other nodes know of it.</summary>
internal sealed class Session(string subject, string name, ImmutableHashSet<string> roles, ImmutableHashSet<string> groups, DateTimeOffset signedInAt) : IDisposable
{
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    public string Subject => subject;

    public string Name => name;

    public ImmutableHashSet<string> Roles => roles;

    public ImmutableHashSet<string> Groups => groups;

    public DateTimeOffset SignedInAt { get; } = signedInAt;

    /// <summary>When the person showed who they are, by the provider's word; null where it did not say.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Authentication contexts that this sign-in satisfied.</summary>
    public ImmutableHashSet<string> Contexts { get; init; } = [];

    /// <summary>When the provider last said that the person is still who they were, with these roles.</summary>
    public DateTimeOffset ConfirmedAt { get; set; } = signedInAt;

    public string? RefreshToken { get; set; }

    public string? IdToken { get; set; }

    /// <summary>When it was last seen that no node has ended it; only where there are several.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>A refresh token is used once: one confirmation at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public void Dispose() => Turn.Dispose();
}
