using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace ApprovalConsole.Web.Security;

/// <summary>A session as the nodes of a cluster hand it on: encrypted, and of no use under another id.</summary>
internal sealed class SessionText(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("ApprovalConsole.Sessions");

    public string Of(Session s) => _protector.Protect(JsonSerializer.Serialize(new Shape(s.Id, s.Subject, s.Name, s.Roles, s.Groups, s.SignedInAt, s.AuthenticatedAt, s.Contexts, s.ConfirmedAt, s.RefreshToken, s.IdToken)));

    /// <returns>Null where it was not written here.</returns>
    public Session? Read(string id, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Shape>(_protector.Unprotect(text)) is { } shape && shape.Id == id ? shape.ToSession() : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Shape(
        string Id, string Subject, string Name, ImmutableHashSet<string> Roles, ImmutableHashSet<string> Groups, DateTimeOffset SignedInAt, DateTimeOffset? AuthenticatedAt, ImmutableHashSet<string> Contexts,
        DateTimeOffset ConfirmedAt, string? RefreshToken, string? IdToken)
    {
        public Session ToSession() => new(Subject, Name, Roles, Groups, SignedInAt)
        {
            Id = Id, AuthenticatedAt = AuthenticatedAt, Contexts = Contexts, ConfirmedAt = ConfirmedAt, RefreshToken = RefreshToken, IdToken = IdToken,
        };
    }
}
