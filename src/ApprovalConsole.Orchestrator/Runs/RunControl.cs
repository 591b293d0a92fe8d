using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Stops;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>What people do to runs besides deciding: stop them, let them go on, pass on what their principals say, say what became of a call.</summary>
public sealed class RunControl
{
    private readonly CommandGate _gate;
    private readonly RefusedAttempts _attempts;
    private readonly Halts _halts;
    private readonly Masks _masks;
    private readonly ConsoleOptions _options;
    private readonly TimeProvider _time;

    internal RunControl(CommandGate gate, RefusedAttempts attempts, Halts halts, Masks masks, ConsoleOptions options, TimeProvider time) =>
        (_gate, _attempts, _halts, _masks, _options, _time) = (gate, attempts, halts, masks, options, time);

    public Task<RunAnswer> CancelAsync(string runId, string? reason, Actor by, CancellationToken ct) =>
        SendAsync("cancel", runId, by, new RunCommand.Cancel(by, reason ?? "", _time.GetUtcNow()), ct);

    /// <param name="mayExceed">The caller is an admin.</param>
    public Task<RunAnswer> GrantAsync(string runId, Grant grant, string? reason, Actor by, bool mayExceed, CancellationToken ct) =>
        SendAsync("grant", runId, by, new RunCommand.GrantMore(grant, by, mayExceed, reason ?? "", _time.GetUtcNow()), ct);

    /// <summary>Passes on what the run's principal says.</summary>
    /// <param name="idempotencyKey">The same message sent twice is one; null: it is another one each time.</param>
    public async Task<RunAnswer> SayAsync(string runId, string? text, string? idempotencyKey, Actor by, CancellationToken ct)
    {
        if (idempotencyKey is { Length: 0 or > RunStarter.LongestKey }) return new(null, new(RefusalCode.InvalidRequest, $"Idempotency-Key must have 1 to {RunStarter.LongestKey} characters."));
        if (Encoding.UTF8.GetByteCount(text ?? "") > _options.MaxInputBytes) return new(null, new(RefusalCode.InvalidRequest, $"text is larger than {_options.MaxInputBytes} bytes."));
        if (PrincipalFaults.Inexact(JsonSerializer.SerializeToElement(text)) is { } fault) return new(null, new(RefusalCode.InvalidRequest, $"text{fault}"));
        var id = idempotencyKey is null ? RunIds.New(_time.GetUtcNow()) : OutsideSession.HashOf(idempotencyKey);
        return await SendAsync("message", runId, by, new RunCommand.Say(id, by, text ?? "", _time.GetUtcNow()), ct);
    }

    /// <summary>Why somebody may not hand on what is seen of a run: only who started it may. Null: they may.</summary>
    public async Task<Refusal?> WhyNotOwnAsync(string runId, Actor by, CancellationToken ct) => await _gate.ReadProvenAsync(runId, ct) switch
    {
        null => new(RefusalCode.UnknownRun, "There is no such run."),
        var run when !run.RequestedBy.IsSameAs(by) => new(RefusalCode.BeyondAuthority, "Only who started the run lets others follow it."),
        { Kind: RunKind.Agent or RunKind.Pipeline, ParentRunId: null } => null,
        _ => new(RefusalCode.InvalidRequest, "What works for another run, takes back, or runs elsewhere has no viewers."),
    };

    public Task<RunAnswer> SettleAsync(string callId, SettledOutcome outcome, string? note, Actor by, CancellationToken ct) =>
        SendAsync("outcome", callId, by, new RunCommand.SettleOutcome(callId, outcome, by, note ?? "", _time.GetUtcNow()), ct, new(RefusalCode.UnknownCall, "There is no such call."));

    public Task<RunAnswer> WithdrawAsync(string proposalId, string? reason, Actor by, CancellationToken ct) =>
        SendAsync("withdrawal", proposalId, by, new RunCommand.WithdrawProposal(proposalId, by, reason ?? "", _time.GetUtcNow()), ct, new(RefusalCode.UnknownProposal, "There is no such proposal."));

    /// <summary>Takes an approval back while its call is held; any reviewer may, for it is the safe direction.</summary>
    public Task<RunAnswer> RecallAsync(string proposalId, Actor by, CancellationToken ct) =>
        SendAsync("recall", proposalId, by, new RunCommand.RecallApproval(proposalId, by, _time.GetUtcNow()), ct, new(RefusalCode.UnknownProposal, "There is no such proposal."));

    /// <param name="commentId">The same remark sent twice is one; null: it is another one each time.</param>
    public Task<RunAnswer> CommentAsync(string proposalId, string? commentId, string? text, Actor by, CancellationToken ct) =>
        SendAsync("comment", proposalId, by, new RunCommand.Comment(proposalId, commentId ?? Guid.CreateVersion7(_time.GetUtcNow()).ToString("N"), by, text ?? "", _time.GetUtcNow()), ct, new(RefusalCode.UnknownProposal, "There is no such proposal."));

    /// <param name="to">Whose it is to decide first; null: nobody's in particular any more.</param>
    public Task<RunAnswer> HandOverAsync(string proposalId, string? to, string? toName, string? note, Actor by, CancellationToken ct) =>
        SendAsync("handOver", proposalId, by, new RunCommand.HandOver(proposalId, to, toName, by, note ?? "", _time.GetUtcNow()), ct, new(RefusalCode.UnknownProposal, "There is no such proposal."));

    /// <summary>Says that one finds out what became of a call whose outcome is unknown.</summary>
    public Task<RunAnswer> TakeOnAsync(string callId, Actor by, CancellationToken ct) =>
        SendAsync("takeOn", callId, by, new RunCommand.TakeOnOutcome(callId, by, _time.GetUtcNow()), ct, new(RefusalCode.UnknownCall, "There is no such call."));

    /// <summary>Ids of calls and proposals start with their run's.</summary>
    internal static string RunOf(string id) => id.Split('.')[0];

    /// <param name="noRun">What to say where there is no run: who named a call did not name a run.</param>
    private async Task<RunAnswer> SendAsync(string what, string subject, Actor by, RunCommand command, CancellationToken ct, Refusal? noRun = null)
    {
        var ruled = await _gate.SendForStateAsync(RunOf(subject), command, null, ct);
        var answer = ruled.Ruling switch
        {
            Ruling<RunEvent>.Refused { Refusal.Code: RefusalCode.UnknownRun } when noRun is not null => new(null, noRun),
            Ruling<RunEvent>.Refused { Refusal.Code: RefusalCode.NotHalted } when _halts.Of(ruled.Run) is { } halt => new(null, new(RefusalCode.Stopped, $"No grant lifts this. {halt.Message}")),
            Ruling<RunEvent>.Refused { Refusal: var refusal } => new(null, refusal),
            _ => new RunAnswer(_halts.Shown(await _masks.ViewAsync(ruled.Run, ct)), null),
        };
        await _attempts.NoteAsync(what, by, null, subject, answer.Refusal);
        return answer;
    }
}
