using System.Collections.Concurrent;
using System.Security.Claims;
using ApprovalConsole.Orchestrator.Access;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>Who is signed in, in which browser, and which of their connections are open. What ends a session cuts its connections.</summary>
internal sealed class Sessions : IDisposable
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private readonly IConfirmation _confirmation;
    private readonly BlockList _blocks;
    private readonly ApiKeys _keys;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    public Sessions(IConfirmation confirmation, BlockList blocks, ApiKeys keys, IOptions<SignInOptions> options, TimeProvider time)
    {
        (_confirmation, _blocks, _keys, _options, _time) = (confirmation, blocks, keys, options.Value, time);
        _blocks.Blocked += CutOff;
        _keys.Revoked += CutOffKey;
    }

    public IEnumerable<Session> All => _sessions.Values;

    /// <summary>The sessions that a browser has open now.</summary>
    public IEnumerable<Session> Watched => _connections.Keys.Select(c => c.SessionId).OfType<string>().Distinct().Select(id => _sessions.GetValueOrDefault(id)).OfType<Session>();

    public void Open(Session session) => _sessions[session.Id] = session;

    public Session? Find(ClaimsPrincipal user) => user.FindFirstValue(PersonClaims.Session) is { } id ? _sessions.GetValueOrDefault(id) : null;

    /// <summary>Whether the session still stands, by a word of the provider's that is not older than <paramref name="within"/>.</summary>
    public async Task<Confirmed> ConfirmAsync(Session session, TimeSpan within, CancellationToken ct)
    {
        if (!Stands(session)) return Ended(session);
        if (_time.GetUtcNow() - session.ConfirmedAt <= within) return Confirmed.Yes;
        await session.Turn.WaitAsync(ct);
        try
        {
            if (!Stands(session)) return Ended(session);
            if (_time.GetUtcNow() - session.ConfirmedAt <= within) return Confirmed.Yes; // somebody asked while we waited
            var asked = _time.GetUtcNow();
            var confirmed = await _confirmation.AskAsync(session, ct);
            if (confirmed is Confirmed.Yes) session.ConfirmedAt = asked;
            return confirmed is Confirmed.No ? Ended(session) : confirmed;
        }
        finally
        {
            session.Turn.Release();
        }
    }

    public void EndExpired()
    {
        foreach (var session in _sessions.Values.Where(s => !Stands(s))) End(session);
    }

    public void End(Session session)
    {
        _sessions.TryRemove(session.Id, out _);
        foreach (var connection in _connections.Keys.Where(c => c.SessionId == session.Id)) connection.Cut();
    }

    /// <summary>Cuts the connection when the session ends, the person is blocked or the key is revoked, until it is disposed.</summary>
    public IDisposable Attach(ClaimsPrincipal user, Action cut)
    {
        var connection = new Connection(this, Actors.SubjectOf(user), user.FindFirstValue(PersonClaims.KeyOwner), user.FindFirstValue(PersonClaims.KeyId), user.FindFirstValue(PersonClaims.Session), cut);
        _connections[connection] = true;
        return connection;
    }

    public void Dispose()
    {
        _blocks.Blocked -= CutOff;
        _keys.Revoked -= CutOffKey;
    }

    private bool Stands(Session session) =>
        _sessions.ContainsKey(session.Id) && _time.GetUtcNow() - session.SignedInAt < _options.SessionLength && !_blocks.Holds(session.Subject);

    private Confirmed Ended(Session session)
    {
        End(session);
        return Confirmed.No;
    }

    private void CutOff(string subject)
    {
        bool IsTheirs(string? other) => string.Equals(other, subject, StringComparison.OrdinalIgnoreCase);
        foreach (var session in _sessions.Values.Where(s => IsTheirs(s.Subject))) End(session);
        foreach (var connection in _connections.Keys.Where(c => IsTheirs(c.Subject) || IsTheirs(c.KeyOwner))) connection.Cut();
    }

    private void CutOffKey(string keyId)
    {
        foreach (var connection in _connections.Keys.Where(c => c.KeyId == keyId)) connection.Cut();
    }

    private sealed class Connection(Sessions sessions, string? subject, string? keyOwner, string? keyId, string? sessionId, Action cut) : IDisposable
    {
        public string? Subject => subject;

        public string? KeyOwner => keyOwner;

        public string? KeyId => keyId;

        public string? SessionId => sessionId;

        public void Cut() => cut();

        public void Dispose() => sessions._connections.TryRemove(this, out _);
    }
}
