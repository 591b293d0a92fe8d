using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Rejects everything that is listed of a queue, each proposal by a decision of its own. There is none that approves: what goes out was looked at.</summary>
public sealed partial class RejectAll(ProposalsQuery proposals, Decisions decisions, Doorkeeper door) : ComponentBase
{
    private string _reason = "";
    private string? _said;
    private bool _isSending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public ImmutableArray<InboxRow> Rows { get; set; } = [];

    private ImmutableArray<InboxRow> Pending => [.. Rows.Where(row => row.IsPending)];

    private async Task RejectAsync()
    {
        if (_isSending) return;
        (_isSending, _said) = (true, null);
        try
        {
            var (rejected, refused) = (0, new List<string>());
            foreach (var row in Pending)
            {
                if (await WhyNotAsync(row) is { } why) refused.Add(why);
                else rejected++;
            }

            _said = $"{rejected} rejected.{(refused.Count > 0 ? $" {refused.Count} not: {string.Join(" ", refused.Distinct())}" : "")}";
        }
        catch (JournalUnavailableException)
        {
            _said = "The journal cannot be written now. What still stands as waiting was not rejected.";
        }
        finally
        {
            _isSending = false;
        }
    }

    /// <returns>Null where it is rejected.</returns>
    private async Task<string?> WhyNotAsync(InboxRow row)
    {
        var user = (await Authentication).User;
        if (!May.Any(user, May.Decide)) return "Deciding takes the role Reviewer.";
        var entry = await door.ForDecisionAsync(user, Channel.Page, CancellationToken.None);
        if (entry.Actor is not { } by) return entry.Refusal!.Message;
        if (await FindAsync(row.Id, by) is not { } now) return "It cannot be read.";
        if (row.ViewHash.Length > 0 && row.ViewHash != now.ViewHash) return "It has changed since it was listed.";
        return (await decisions.DecideAsync(row.Id, new("reject", now.ArgumentsHash, now.ViewHash, Reason: _reason.Trim(), DecisionId: Guid.NewGuid().ToString()), by, CancellationToken.None, entry.WhyNotCritical)).Refusal?.Message;
    }

    private async Task<ProposalView?> FindAsync(string id, Actor by)
    {
        try
        {
            return await proposals.FindAsync(id, new(by, MayDecide: true), CancellationToken.None);
        }
        catch (JournalDamagedException)
        {
            return null;
        }
    }
}
