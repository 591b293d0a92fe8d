using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>The world's own record of people's clicks and of tools' deeds, which the console cannot see. I1, I2 and I3 are judged by it.</summary>
internal sealed class Ledger(FaultyWorld world)
{
    private readonly Dictionary<string, List<Click>> _clicks = [];
    private readonly Dictionary<string, string> _intents = [];
    private readonly Dictionary<string, List<Sending>> _sendings = [];
    private readonly Dictionary<string, int> _deeds = [];
    private readonly HashSet<string> _happened = [];
    private readonly Dictionary<string, int> _sendAgains = [];
    private readonly Dictionary<string, DateTimeOffset> _unknownSince = [];
    private readonly Dictionary<(string Tree, string EffectHash), DateTimeOffset> _denied = [];

    public void Clicked(Click click) => ClicksOn(click.CallId).Add(click);

    /// <summary>A person took the approvals back that were given by then.</summary>
    private void Recalled(Proposal before) => Revoke(ClicksOn(before.CallId).Where(c => before.Approvals.Any(a => a.DecisionId == c.DecisionId)));

    public void Blocked(string subject) => Revoke(_clicks.Values.SelectMany(c => c).Where(c => c.By.IsCalled(subject)));

    /// <summary>Somebody who ruled that it did not happen wants it sent again: what was approved before has had its sending.</summary>
    public void ToBeSentAgain(string callId)
    {
        _sendAgains[callId] = _sendAgains.GetValueOrDefault(callId) + 1;
        foreach (var click in ClicksOn(callId)) click.IsSpent = true;
    }

    /// <summary>It is known of a sending that it was carried out.</summary>
    public bool HasHappened(string executionId) => _happened.Contains(executionId);

    public void Committed(Turn turn)
    {
        foreach (var e in turn.Events) Committed(turn, e);
    }

    /// <summary>The first byte of a call arrives.</summary>
    public void Reached(Sending sending)
    {
        var (call, bytes) = (sending.Call, sending.Bytes);
        Unless(_intents.GetValueOrDefault(sending.ExecutionId) == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bytes))), "I3", () => $"{sending.ExecutionId} went out, and its intent on these bytes is not in the journal");
        if (!_sendings.TryGetValue(call.Id, out var before)) _sendings[call.Id] = before = [];
        Unless(before.All(s => s.ExecutionId != sending.ExecutionId), "I2", () => $"{sending.ExecutionId} was sent twice");
        var tool = sending.Turn.Tools.GetValueOrDefault(call.Name);
        if (tool is not null && call.IsWrite) ReachedByWrite(sending, before, tool);
        before.Add(sending);
    }

    public void Happened(Sending sending)
    {
        _happened.Add(sending.ExecutionId);
        var times = _deeds[sending.Call.Id] = _deeds.GetValueOrDefault(sending.Call.Id) + 1;
        if (sending.Call.IsWrite) Unless(times <= 1 + SendAgains(sending.Call.Id), "I2", () => $"{sending.Call.Id} happened {times} times");
    }

    private void ReachedByWrite(Sending sending, List<Sending> before, Tool tool)
    {
        var (call, terms) = (sending.Call, Turn.VerdictOf(sending.Turn.After, sending.Call, sending.Bytes, sending.Turn.Tools).Terms!);
        if (sending.IsKeyed) Unless(before.Count < RunDecider.MostSendings && before.All(s => s.Bytes == sending.Bytes || SendAgains(call.Id) > 0), "I2", () => $"{call.Id} was sent {before.Count + 1} times under its key");
        else Unless(before.Count <= SendAgains(call.Id), "I2", () => $"{call.Id} was sent {before.Count + 1} times, and nobody asked for it");
        Unless(world.People.StopOn(sending.Turn.After, call) is not { } stop || stop.At > sending.Turn.DecidedAt, "I8", () => $"{sending.ExecutionId} went out under a stop");
        Unless(terms.Reversibility is not Reversibility.Forbidden, "I1", () => $"{sending.ExecutionId} is forbidden");
        var counting = ClicksOn(call.Id).Where(c => c.Bytes == sending.Bytes && c.At <= sending.Turn.DecidedAt && c.IsUnder(tool) && !c.IsSpent && !(c.RevokedAt <= sending.Turn.DecidedAt) && c.By.Subject is not ("shop" or "paula")).ToList();
        if (terms.Reversibility >= Reversibility.Irreversible) IsApproved(sending, counting, terms);
        if (_denied.TryGetValue((TreeOf(sending.Turn.After), call.Terms!.EffectHash), out var denied) && denied <= sending.Turn.DecidedAt)
            Unless(counting.Any(c => c.Kind is DecisionKind.Edit), "I1", () => $"{sending.ExecutionId} was denied in its tree");
    }

    private static void IsApproved(Sending sending, List<Click> counting, CallTerms terms)
    {
        var (people, needed) = (counting.Select(c => c.By.Subject).Distinct().Count(), terms.Reversibility is Reversibility.Critical ? Math.Max(2, terms.ApprovalsNeeded) : Math.Max(1, terms.ApprovalsNeeded));
        Unless(people >= needed, "I1", () => $"{sending.ExecutionId} is {terms.Reversibility} and was sent with {sending.Bytes}, to which {people} of {needed} people said yes under the policy in force");
        if (!sending.IsKeyed) counting.ForEach(c => c.IsSpent = true);
    }

    private void Committed(Turn turn, RunEvent e)
    {
        switch (e)
        {
            case RunEvent.CallIntended intended:
                _intents[intended.ExecutionId] = intended.ArgumentsHash;
                break;
            case RunEvent.ProposalRecalled recalled:
                Recalled(turn.Before.Proposals[recalled.ProposalId]);
                break;
            case RunEvent.ProposalRejected rejected:
                _denied.TryAdd((TreeOf(turn.After), rejected.EffectHash), world.Time.Now);
                break;
            case RunEvent.CallSucceeded done when turn.After.Calls[done.CallId] is { IsWrite: true, IsAnswer: false, IsDelegation: false } call:
                Unless(HasHappened(done.ExecutionId) || call.Terms!.IdempotencyArgument is not null, "I2", () => $"{done.ExecutionId} is said to have happened, and did not");
                break;
            case RunEvent.CallOutcomeUnknown unknown:
                _unknownSince[unknown.CallId] = unknown.At;
                break;
            case RunEvent.CallOutcomeSettled { Evidence: { } evidence } probed:
                Unless(probed.Outcome is SettledOutcome.Happened ? HasHappened(turn.Before.Calls[probed.CallId].ExecutionId) : evidence.At >= _unknownSince[probed.CallId] + Toolbox.Book.Policy.ProbeFinalAfter, "I2",
                    () => $"{probed.CallId} is said by a probe to be {probed.Outcome}, and nothing proves it");
                break;
            case RunEvent.CallFailed { Executed: false } failed when turn.After.Calls[failed.CallId].IsWrite:
                Unless(!HasHappened(failed.ExecutionId), "I2", () => $"{failed.ExecutionId} is said not to have happened, and did");
                break;
        }
    }

    private void Revoke(IEnumerable<Click> clicks)
    {
        foreach (var click in clicks) click.RevokedAt ??= world.Time.Now;
    }

    private List<Click> ClicksOn(string callId) => _clicks.TryGetValue(callId, out var clicks) ? clicks : _clicks[callId] = [];

    private int SendAgains(string callId) => _sendAgains.GetValueOrDefault(callId);

    private static string TreeOf(Run run) => run.TreeRoot ?? run.Id;
}
