using System.Text.Json;
using System.Threading.Channels;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Channel = System.Threading.Channels.Channel;

namespace ApprovalConsole.Orchestrator.Outside;

/// <summary>Calls of agents that run elsewhere: each goes through the gate, in a run of its caller's session.</summary>
public sealed class OutsideCalls
{
    /// <summary>How long one answer may be waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private const int LongestWord = 200;
    private const int LongestRationale = 4000;

    private readonly CommandGate _gate;
    private readonly AgentCatalog _agents;
    private readonly AgentTools _tools;
    private readonly ReadPool _databases;
    private readonly LiveFeed _feed;
    private readonly Masks _masks;
    private readonly ConsoleOptions _options;
    private readonly TimeProvider _time;
    private readonly SharedLooks<Run?> _looks;

    internal OutsideCalls(CommandGate gate, AgentCatalog agents, AgentTools tools, ReadPool databases, LiveFeed feed, Masks masks, ConsoleOptions options, TimeProvider time) =>
        (_gate, _agents, _tools, _databases, _feed, _masks, _options, _time, _looks) = (gate, agents, tools, databases, feed, masks, options, time, new(id => gate.ReadAsync(id)));

    /// <summary>Asks for a call. The same key finds the call that it asked for before, in whichever session that was; an equal call of the session that is still open is joined.</summary>
    /// <returns>The call, or why there is none.</returns>
    public async Task<ToolCallAnswer> AskAsync(ToolCallRequest request, Actor by, string? idempotencyKey, CancellationToken ct)
    {
        if (WhyNot(request, idempotencyKey) is { } refusal) return new(null, refusal);
        var keyHash = OutsideSession.HashOf(idempotencyKey!);
        var ask = new RunCommand.AskCall(keyHash, IdOf(request.Agent!, request.Tool!), request.Arguments!.Value.GetRawText(), request.Rationale ?? "", _time.GetUtcNow());
        var start = StartOf(request, by, ask);
        while (true)
        {
            var (place, guard) = (Row(by, $"call/{keyHash}", start.RunId), (RowWrite?)null);
            if (await FindAsync(place, ct) is { } asked)
            {
                if (WhyNotIn(await _gate.ReadProvenAsync(asked.RunId, ct), start) is not null) return new(null, new(RefusalCode.IdempotencyKeyReused, "This Idempotency-Key was used for a call of another agent, for another person, or in a session that is gone."));
                place = asked;
            }
            else if (request.SessionId is { } id)
            {
                var session = await SessionAsync(Row(by, $"session/{OutsideSession.HashOf(id)}", start.RunId), start, ct);
                if (WhyNotIn(await _gate.ReadProvenAsync(session.RunId, ct), start) is { } stranger) return new(null, stranger);
                place = Row(by, place.Key, session.RunId);
                guard = RowStatements.Insert(place);
            }
            else if (await _gate.SendForStateAsync(start.RunId, start with { FirstCall = ask }, RowStatements.Insert(place), ct) is { WasGuarded: false } begun) return AnswerOf(begun, keyHash);
            else continue; // the same key was taken by a hair

            if (await _gate.SendForStateAsync(place.RunId, ask, guard, ct) is { WasGuarded: false } answer) return AnswerOf(answer, keyHash);
        }
    }

    /// <summary>The session's run: begun by whoever names it first. Its calls come in commits of their own, each with the row of its key.</summary>
    private async Task<IdempotencyRow> SessionAsync(IdempotencyRow place, RunCommand.Start start, CancellationToken ct)
    {
        if (await FindAsync(place, ct) is { } known) return known;
        var begun = await _gate.SendForStateAsync(place.RunId, start, RowStatements.Insert(place), ct);
        return begun.WasGuarded ? (await FindAsync(place, ct))! : place; // another call of the session won by a hair
    }

    private static IdempotencyRow Row(Actor by, string key, string runId) => new() { Caller = by.Subject, Key = key, Fingerprint = "", RunId = runId };

    /// <summary>A call as it stands once it is enough for whoever asks, or once they have waited as long as they would.</summary>
    /// <param name="isEnough">Asked of every state that it comes to.</param>
    /// <returns>Null where they asked for no such call.</returns>
    public async Task<ToolCallView?> FollowAsync(string callId, OutsideCaller by, Func<ToolCallView, bool> isEnough, TimeSpan atMost, CancellationToken ct)
    {
        var runId = RunControl.RunOf(callId);
        var since = _time.GetTimestamp();
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = _feed.Subscribe(Topic.Run(runId), () => news.Writer.TryWrite(true)); // subscribe, then read: the other order loses a change
        while (true)
        {
            if (await _looks.LookAsync(runId).WaitAsync(ct) is not { Kind: RunKind.External } run || run.RequestedBy.Subject != by.Actor.Subject || !run.Calls.ContainsKey(callId)) return null;
            var (view, left) = (await ViewAsync(run, callId, by, ct), atMost - _time.GetElapsedTime(since));
            if (isEnough(view) || left <= TimeSpan.Zero) return view;
            try
            {
                await news.Reader.ReadAsync(ct).AsTask().WaitAsync(left, _time, ct);
            }
            catch (TimeoutException)
            {
                // it is looked at once more
            }
        }
    }

    private async Task<ToolCallView> ViewAsync(Run run, string callId, OutsideCaller by, CancellationToken ct)
    {
        var shown = by.IsPerson && _masks.AreAny && await _masks.OfAsync(run.Id, run.Version, ct) is { } masked ? masked.Shown : run;
        return ToolCallView.Of(shown, shown.Calls[callId]);
    }

    /// <summary>The call that a proposal is about.</summary>
    public static string CallOf(string proposalId) => proposalId[..Math.Max(0, proposalId.LastIndexOf(".p", StringComparison.Ordinal))];

    private static ToolCallAnswer AnswerOf(GateAnswer answer, string keyHash) => answer.Ruling is Ruling<RunEvent>.Refused { Refusal: var refusal }
        ? new(null, refusal)
        : new(answer.Run.Session!.Asked[keyHash].CallId, null);

    private RunCommand.Start StartOf(ToolCallRequest request, Actor by, RunCommand.AskCall ask)
    {
        var agent = _agents.FindExternal(request.Agent!)!;
        var session = new OutsideSession(request.SessionId ?? "", request.SessionId is null, agent.External!.Mode is GateMode.Observe, agent.External.SessionEndsAfter);
        return new(RunIds.New(ask.At), RunKind.External, null, agent.Name, request.OnBehalfOf!.ToPrincipal(), "", agent.Settings.Limits, by, "{}", ask.At)
        {
            AgentPrint = agent.Print, Session = session,
        };
    }

    /// <summary>The row only says where to look: what it names counts where it is the caller's own session, of the same agent and for the same person.</summary>
    private static Refusal? WhyNotIn(Run? run, RunCommand.Start asked) => run switch
    {
        not { Kind: RunKind.External, Session: not null } => new(RefusalCode.IdempotencyKeyReused, "This key was used for something else."),
        _ when run.RequestedBy.Subject != asked.RequestedBy.Subject => new(RefusalCode.IdempotencyKeyReused, "This key was used for something else."),
        _ when run.Agent != asked.Agent => new(RefusalCode.InvalidRequest, $"The session is the agent {run.Agent}'s."),
        _ when run.OnBehalfOf.Subject.IsErased => new(RefusalCode.RunEnded, "The session was erased: go on in another."),
        _ when run.OnBehalfOf.Subject != asked.OnBehalfOf.Subject || run.OnBehalfOf.Attributes != asked.OnBehalfOf.Attributes || !run.OnBehalfOf.Permissions.SequenceEqual(asked.OnBehalfOf.Permissions) =>
            new(RefusalCode.InvalidRequest, "The session acts for somebody else, or for the same with other permissions or attributes: begin another."),
        _ => null,
    };

    private string IdOf(string agent, string tool)
    {
        var tools = _tools.OfExternal(agent);
        if (tools.Any(t => t.Name == tool)) return tool;
        return tools.Where(t => t.Tool.Definition.Name == tool).ToList() is [var only] ? only.Name : tool;
    }

    private Refusal? WhyNot(ToolCallRequest request, string? idempotencyKey) => request switch
    {
        { Agent: null or "" } => Wrong("agent is missing."),
        _ when _agents.Find(request.Agent!) is not null => Wrong($"The agent {request.Agent} runs here: start it with /api/runs."),
        _ when _agents.FindExternal(request.Agent!) is null => new(RefusalCode.UnknownAgent, $"There is no agent {request.Agent} that runs elsewhere; there are {string.Join(", ", _agents.External.Select(a => a.Name))}."),
        { Tool: null or "" } => Wrong("tool is missing."),
        { Tool.Length: > LongestWord } => Wrong($"tool is longer than {LongestWord} characters."),
        { Arguments: not { ValueKind: JsonValueKind.Object } } => Wrong("arguments are missing: they must be an object, {} where the tool takes none."),
        _ when request.Arguments!.Value.GetRawText().Length > _options.MaxInputBytes => Wrong($"arguments are larger than {_options.MaxInputBytes} bytes."),
        { Rationale.Length: > LongestRationale } => Wrong($"rationale is longer than {LongestRationale} characters."),
        _ when PrincipalFaults.Inexact(JsonSerializer.SerializeToElement(new[] { request.Rationale, request.SessionId, request.Tool })) is { } fault => Wrong($"rationale, sessionId or tool{fault}"),
        { SessionId: { Length: 0 or > LongestWord } } => Wrong($"sessionId must have 1 to {LongestWord} characters."),
        _ when PrincipalFaults.Of(request.OnBehalfOf) is { } fault => Wrong(fault),
        _ when idempotencyKey is null => Wrong("Idempotency-Key is missing: it is what keeps a call that is sent twice from being made twice."),
        _ when idempotencyKey.Length is 0 or > LongestWord => Wrong($"Idempotency-Key must have 1 to {LongestWord} characters."),
        _ => null,
    };

    private static Refusal Wrong(string message) => new(RefusalCode.InvalidRequest, message);

    private Task<IdempotencyRow?> FindAsync(IdempotencyRow row, CancellationToken ct) => _databases.ReadAsync(database =>
        database.Idempotency.AsNoTracking().FirstOrDefaultAsync(r => r.Caller == row.Caller && r.Key == row.Key, ct));
}

/// <summary>The id of a call, or why there is none.</summary>
public sealed record ToolCallAnswer(string? CallId, Refusal? Refusal);

/// <summary>Whoever asks for calls.</summary>
/// <param name="IsPerson">With a key of their own, and not by a program's: sensitive values are masked then, as they are for people everywhere.</param>
public sealed record OutsideCaller(Actor Actor, bool IsPerson);
