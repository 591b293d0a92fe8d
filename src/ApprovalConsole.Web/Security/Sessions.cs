using System.Collections.Concurrent;
using System.Security.Claims;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Cluster;
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
    private readonly SharedSessions _shared;
    private readonly SessionText _text;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    /// <summary>How long a session is taken for one that stands, where another node ended it and was not heard.</summary>
    private static readonly TimeSpan LooksAfter = TimeSpan.FromSeconds(2);

    public Sessions(IConfirmation confirmation, BlockList blocks, ApiKeys keys, SharedSessions shared, SessionText text, IOptions<SignInOptions> options, TimeProvider time)
    {
        (_confirmation, _blocks, _keys, _shared, _text, _options, _time) = (confirmation, blocks, keys, shared, text, options.Value, time);
        _shared.Ended += EndHere;
        _blocks.Blocked += CutOff;
        _keys.Revoked += CutOffKey;
    }

    public IEnumerable<Session> All => _sessions.Values;

    /// <summary>The sessions that a browser has open now.</summary>
    public IEnumerable<Session> Watched => _connections.Keys.Select(c => c.SessionId).OfType<string>().Distinct().Select(id => _sessions.GetValueOrDefault(id)).OfType<Session>();

    /// <summary>Where there are other nodes, they know of it when this completes.</summary>
    public async Task OpenAsync(Session session, CancellationToken ct)
    {
        session.SeenAt = _time.GetUtcNow();
        if (_shared.IsShared) await _shared.OpenAsync(session.Id, _text.Of(session), session.SignedInAt + _options.SessionLength, ct);
        _sessions[session.Id] = session;
    }

    /// <summary>As <see cref="Find"/>, with those that were opened on another node, and without those that were ended there.</summary>
    public async Task<Session?> FindAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!_shared.IsShared || user.FindFirstValue(PersonClaims.Session) is not { } id) return Find(user);
        return _sessions.TryGetValue(id, out var known) && await IsSeenAsync(known, ct) ? known : await TakeOverAsync(id, ct);
    }

    public Session? Find(ClaimsPrincipal user) => user.FindFirstValue(PersonClaims.Session) is { } id ? _sessions.GetValueOrDefault(id) : null;

    /// <summary>Whether the session still stands, by a word of the provider's that is not older than <paramref name="within"/>.</summary>
    public async Task<Confirmed> ConfirmAsync(Session session, TimeSpan within, CancellationToken ct)
    {
        if (!Stands(session) || !await IsSeenAsync(session, ct)) return await EndedAsync(session, ct);
        if (_time.GetUtcNow() - session.ConfirmedAt <= within) return Confirmed.Yes;
        await session.Turn.WaitAsync(ct);
        try
        {
            if (!Stands(session)) return await EndedAsync(session, ct);
            if (_time.GetUtcNow() - session.ConfirmedAt <= within) return Confirmed.Yes; // somebody asked while we waited
            var confirmed = _shared.IsShared ? await AskForAllAsync(session, within, ct) : await AskAsync(session, ct);
            return confirmed is Confirmed.No ? await EndedAsync(session, ct) : confirmed;
        }
        finally
        {
            session.Turn.Release();
        }
    }

    public void EndExpired()
    {
        foreach (var session in _sessions.Values.Where(s => !Stands(s))) EndHere(session.Id);
    }

    /// <summary>On every node.</summary>
    /// <param name="except">Of the request that asks for it, which is to be answered yet: how it would be cut.</param>
    public async Task EndAsync(Session session, CancellationToken ct, Action? except = null)
    {
        EndHere(session.Id, except);
        if (_shared.IsShared) await _shared.EndAsync(session.Id, ct);
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
        _shared.Ended -= EndHere;
    }

    private bool Stands(Session session) =>
        _sessions.ContainsKey(session.Id) && _time.GetUtcNow() - session.SignedInAt < _options.SessionLength && !_blocks.Holds(session.Subject);

    private void EndHere(string id) => EndHere(id, null);

    private void EndHere(string id, Action? except)
    {
        _sessions.TryRemove(id, out _);
        foreach (var connection in _connections.Keys.Where(c => c.SessionId == id && !c.IsCutBy(except))) connection.Cut();
    }

    private async Task<Confirmed> EndedAsync(Session session, CancellationToken ct)
    {
        await EndAsync(session, ct);
        return Confirmed.No;
    }

    private async Task<Confirmed> AskAsync(Session session, CancellationToken ct)
    {
        var asked = _time.GetUtcNow();
        var confirmed = await _confirmation.AskAsync(session, ct);
        if (confirmed is Confirmed.Yes) session.ConfirmedAt = asked;
        return confirmed;
    }

    /// <summary>A refresh token is used once on all nodes together: whoever comes second goes by what the first was told.</summary>
    private async Task<Confirmed> AskForAllAsync(Session session, TimeSpan within, CancellationToken ct)
    {
        var confirmed = Confirmed.No;
        await _shared.ChangeAsync(session.Id, async text =>
        {
            if (text is null || _text.Read(session.Id, text) is not { } now) return null;
            using (now) (session.ConfirmedAt, session.RefreshToken) = (now.ConfirmedAt, now.RefreshToken);
            confirmed = _time.GetUtcNow() - session.ConfirmedAt <= within ? Confirmed.Yes : await AskAsync(session, ct);
            return _text.Of(session);
        }, ct);
        return confirmed;
    }

    private async Task<Session?> TakeOverAsync(string id, CancellationToken ct)
    {
        if (await _shared.FindAsync(id, ct) is not { } text || _text.Read(id, text) is not { } session) return null;
        session.SeenAt = _time.GetUtcNow();
        return _sessions.GetOrAdd(id, session);
    }

    private async Task<bool> IsSeenAsync(Session session, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        if (!_shared.IsShared || now - session.SeenAt <= LooksAfter) return true;
        if (await _shared.FindAsync(session.Id, ct) is null)
        {
            EndHere(session.Id);
            return false;
        }

        session.SeenAt = now;
        return true;
    }

    private void CutOff(string subject)
    {
        bool IsTheirs(string? other) => string.Equals(other, subject, StringComparison.OrdinalIgnoreCase);
        foreach (var session in _sessions.Values.Where(s => IsTheirs(s.Subject))) EndHere(session.Id);
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

        public bool IsCutBy(Action? how) => cut == how;

        public void Dispose() => sessions._connections.TryRemove(this, out _);
    }
}
