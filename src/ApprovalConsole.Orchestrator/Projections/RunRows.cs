using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>The read rows of a run: functions of its state, so a rebuild writes the same.</summary>
internal static class RunRows
{
    private const decimal Beyond = long.MaxValue / 1_000_000;

    /// <summary>The rows that differ between two states of a run.</summary>
    /// <param name="seal">Marks what is shown; null: nobody is to believe it.</param>
    public static IReadOnlyList<RowWrite> Changed(Run before, Run after, DecisionSeal? seal)
    {
        List<Proposal> proposals = [.. ChangedProposals(before, after)];
        return
        [
            RowStatements.Upsert(RowOf(after, seal)),
            .. proposals.Select(p => RowStatements.Upsert(RowOf(after, p, seal))),
            .. proposals.Where(p => !p.IsPending).Select(p => RowStatements.DropDrafts(p.Id)),
            .. ChangedCalls(before, after).Select(c => c.Status is CallStatus.Out ? RowStatements.GoesOut(RowOf(after, c)) : RowStatements.Upsert(RowOf(after, c))),
            .. QuotaRows.Changed(before, after),
            .. BudgetRows.Changed(before, after),
        ];
    }

    /// <summary>Of these, what every node remembers: deeds and quotas.</summary>
    public static IReadOnlyList<RowWrite> HeldChanged(Run before, Run after) =>
        [.. ChangedCalls(before, after).Select(c => RowStatements.Upsert(RowOf(after, c))), .. QuotaRows.Changed(before, after)];

    /// <summary>The rows of calls that are out, or unknown: what keeps equal calls of other runs from being sent.</summary>
    public static IReadOnlyList<RowWrite> OpenCalls(Run run) =>
        [.. run.Calls.Values.Where(c => c is { IsWrite: true, Status: CallStatus.Out or CallStatus.Unknown }).Select(c => RowStatements.Upsert(RowOf(run, c)))];

    /// <summary>The rows of a run that hold texts.</summary>
    public static IEnumerable<RowWrite> WithTexts(Run run, DecisionSeal? seal) =>
        [RowStatements.Upsert(RowOf(run, seal)), .. run.Proposals.Values.Select(p => RowStatements.Upsert(RowOf(run, p, seal)))];

    public static bool InboxChanged(Run before, Run after) => ChangedProposals(before, after).Any() || before.HasUnknown != after.HasUnknown || (after.HasUnknown && UnknownChanged(before, after));

    /// <summary>Another call is unknown, or another person finds out.</summary>
    private static bool UnknownChanged(Run before, Run after) => after.Calls.Values.Any(c =>
        !before.Calls.TryGetValue(c.Id, out var was) || was.Status != c.Status || was.OutcomeOwner != c.OutcomeOwner);

    private static IEnumerable<Proposal> ChangedProposals(Run before, Run after) => after.Proposals.Values.Where(p =>
        !before.Proposals.TryGetValue(p.Id, out var was) || !ReferenceEquals(was, p) || before.StatusOf(was) != after.StatusOf(p) || before.Calls[p.CallId].BlockedBy != after.Calls[p.CallId].BlockedBy
        || (p.IsPending && before.Messages.Length != after.Messages.Length));

    /// <summary>Calls whose deed is known: reads leave no trace that another run would care for.</summary>
    private static IEnumerable<ToolCall> ChangedCalls(Run before, Run after) => after.Calls.Values.Where(c => c.IsDelegation ? ChildChanged(before, after, c) : c is { Terms: not null, IsWrite: true, IsAnswer: false }
        && (!before.Calls.TryGetValue(c.Id, out var was) || was.Status != c.Status || was.BlockedBy != c.BlockedBy || was.Terms?.EffectHash != c.Terms.EffectHash));

    private static bool ChildChanged(Run before, Run after, ToolCall call) => after.Children.TryGetValue(call.Id, out var child)
        && (!before.Children.TryGetValue(call.Id, out var was) || was.Standing.Status != child.Standing.Status || (before.Cancelling is null && after.Cancelling is not null));

    private static CallRow RowOf(Run run, ToolCall call) => new()
    {
        Id = call.Id,
        RunId = run.Id,
        Tool = call.Terms!.Tool,
        EffectHash = call.Terms.EffectHash,
        Principal = PrincipalHash.Of(run.OnBehalfOf),
        Recipient = call is { Arguments.Text: { } arguments, Terms.Decisive.IsDefaultOrEmpty: false } ? Recipient.HashOf(call.Terms, JsonElement.Parse(arguments)) : null,
        Status = call.Status is CallStatus.Delegated && run.Cancelling is not null ? CallRow.Cancelling : call.Status.ToString(),
        At = Micros.Of(call.RequestedAt),
        BlockedBy = call.BlockedBy,
        Child = run.Children.TryGetValue(call.Id, out var child) && child.IsOpen ? child.Standing.Status.ToString() : null,
    };

    private static RunRow RowOf(Run run, DecisionSeal? seal)
    {
        var view = RunView.Of(run);
        var document = JsonSerializer.Serialize(view, ViewJson.Options);
        return new()
        {
            Id = run.Id,
            Agent = run.Agent,
            Status = view.Status.ToString(),
            Active = run.End is null && (run.IsOut || RunDue.WorkOf(run).Any()),
            WakeAt = RunDue.Of(run).Select(e => e.NotBefore).Where(at => at is not null).Select(at => (long?)Micros.Of(at!.Value)).Min(),
            Version = run.Version,
            Document = document,
            Seal = seal?.OfRow(run.Id, document),
        };
    }

    /// <summary>In millionths; what is beyond what they can count is the most they can.</summary>
    internal static long? AmountOf(Proposal proposal) =>
        proposal is { Terms.TitleTemplate: { } template, Arguments.Text: { } arguments } && Template.AmountOf(template, JsonElement.Parse(arguments)) is { } amount ? (long)(Math.Clamp(amount, -Beyond, Beyond) * 1_000_000) : null;

    private static ProposalRow RowOf(Run run, Proposal proposal, DecisionSeal? seal)
    {
        var document = JsonSerializer.Serialize(ProposalView.Of(run, proposal), ViewJson.Options);
        return new()
        {
            Id = proposal.Id,
            RunId = run.Id,
            Agent = run.Agent,
            Tool = proposal.Terms.Tool,
            Status = run.StatusOf(proposal).ToString(),
            RequestedAt = Micros.Of(proposal.RequestedAt),
            ExpiresAt = Micros.Of(proposal.ExpiresAt),
            Amount = AmountOf(proposal),
            HandedTo = proposal.HandedOver?.To.ToLowerInvariant(),
            Escalated = proposal.EscalatedAt is null ? null : proposal.Terms.Escalation!.To.ToString(),
            Document = document,
            Seal = seal?.OfRow(proposal.Id, document),
        };
    }
}
