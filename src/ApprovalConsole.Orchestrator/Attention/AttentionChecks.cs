using System.Collections.Concurrent;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>Deals a reviewer, now and then and where the settings say so, a proposal that was made up and is wrong, takes what they answer, and tells them at once. There is no run behind it: whatever they answer, nothing
/// is decided and nothing can be sent (decision 0057).</summary>
public sealed class AttentionChecks
{
    /// <summary>Who asked a colleague has not let it go.</summary>
    public const string ToldColleagues = "tellColleagues";

    private const string Streams = "attention-";

    /// <summary>Time to make one: whoever works through the inbox waits for it.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, byte> _justHadOne = new(StringComparer.OrdinalIgnoreCase);
    private readonly AttentionOptions _options;
    private readonly Planter _planter;
    private readonly PlantedProposals _planted;
    private readonly DecisionChecks _checks;
    private readonly Reveals _reveals;
    private readonly Masks _masks;
    private readonly LiveFeed _feed;
    private readonly JournalWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<AttentionChecks> _log;

    internal AttentionChecks(
        IOptions<AttentionOptions> options, Planter planter, PlantedProposals planted, DecisionChecks checks, Reveals reveals, Masks masks, LiveFeed feed, JournalWriter writer, TimeProvider time, ILogger<AttentionChecks> log) =>
        (_options, _planter, _planted, _checks, _reveals, _masks, _feed, _writer, _time, _log) = (options.Value, planter, planted, checks, reveals, masks, feed, writer, time, log);

    /// <summary>Of so many that are dealt one is made up; 0: none is.</summary>
    public int OneIn => _options.OneIn;

    /// <summary>Draws whether the next one that they are dealt is made up, and makes it.</summary>
    /// <param name="next">The deadline of the one that they would be dealt now; null: nothing else waits. What is made up takes its place before it, for what is nearest its deadline is dealt.</param>
    /// <returns>Null mostly, and always right after one; also where nothing could be made up that is theirs to decide.</returns>
    public async Task<ProposalView?> DealAsync(Actor by, DateTimeOffset? next, CancellationToken ct)
    {
        if (OneIn == 0 || _justHadOne.TryRemove(by.Subject, out _) || Random.Shared.Next(OneIn) != 0) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Within);
        try
        {
            if (await _planter.MakeAsync(by, next, Random.Shared, limit.Token) is not { } planted) return null;
            if (await _checks.StandingOfAsync(planted.Run, planted.Proposal, by, limit.Token) is not { IsOpen: true, WhyNotDecide: null, WhyNotApprove: null, UnknownLike: null }) return null;
            if (!await MayBeShownAsync(planted, by, ct)) return null;
            _planted.Show(planted);
            _justHadOne[by.Subject] = 0;
            _feed.Nudge(Topic.Inbox); // it is counted where they read how many wait
            return ProposalView.Of(planted.Run, planted.Proposal);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _log.LogWarning(e, "No attention check could be made.");
            return null;
        }
    }

    /// <summary>Whoever decides sees what is masked for others. Here nothing is decided: so the log has it as a reveal, before it is shown.</summary>
    private async Task<bool> MayBeShownAsync(Planted planted, Actor by, CancellationToken ct) => !planted.ShowsMasked || (await _reveals.RevealAsync(planted.LikeRunId, "attention check", by, ct)).Refusal is null;

    /// <summary>Whether this is one that was made up for them.</summary>
    public bool Owns(string proposalId, Actor by) => _planted.Find(proposalId, by) is not null;

    /// <summary>The one that they have before them, as lists show it; null where there is none.</summary>
    public ProposalView? ShownTo(Actor by) => _planted.Of(by) is { } planted ? ProposalView.Of(planted.Run, planted.Proposal) : null;

    /// <summary>The run of one that was made up for them, as anybody may see it while they have not answered.</summary>
    /// <returns>Null where it is no such run.</returns>
    public ShownRun? RunShownTo(string runId, Actor by) => _planted.Of(by) is { } planted && planted.Run.Id == runId ? _masks.Of(planted.Past, planted.Run) : null;

    /// <summary>Takes an answer to one that was made up; what was answered, and whether it was caught, is in the audit log when this returns.</summary>
    /// <param name="request">As it would have been decided; null: they told colleagues.</param>
    /// <returns>Null where it is none, or was answered before.</returns>
    /// <exception cref="JournalUnavailableException">Nothing was recorded; it can be answered again.</exception>
    public async Task<AttentionTold?> AnswerAsync(string proposalId, DecisionRequest? request, Actor by, TimeSpan? seenFor, CancellationToken ct)
    {
        if (_planted.Find(proposalId, by) is not { } planted || !_planted.Drop(planted)) return null;
        var isCaught = request is null || IsCaught(request, planted.Fault);
        var answered = new AttentionEvent.Answered(
            proposalId, planted.Likeness, planted.Proposal.Terms.Tool, planted.Fault.Kind, planted.Fault.Path, request?.Decision ?? ToldColleagues, isCaught, by, _time.GetUtcNow()) { SeenFor = seenFor };
        try
        {
            await _writer.AppendAsync(new($"{Streams}{Guid.CreateVersion7(answered.At):N}", 0, [EventCodec.Encode<AttentionEvent>(answered, answered.At) with { About = About.Of(answered) }], []), ct);
        }
        catch
        {
            _planted.Show(planted);
            throw;
        }

        _feed.Nudge(Topic.Inbox);
        return new(proposalId, planted.Proposal.Terms.Tool, planted.Proposal.Terms.Title.ToString(), planted.Fault, isCaught, planted.LikeRunId);
    }

    /// <summary>An edit catches it where it leaves another value than the wrong one; every answer that sends nothing does.</summary>
    private static bool IsCaught(DecisionRequest request, Fault fault) => request switch
    {
        { Decision: "approve" } => false,
        { Decision: "edit", Arguments: { } edited } => !JsonPointer.TryParse(fault.Path, out var at) || !at.TryRead(edited, out var left) || CanonicalJson.Of(left) != fault.Shown,
        _ => true,
    };
}
