using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Takes an answer that the browser kept because it never learned what became of it, and tells the browser which ones are settled.</summary>
public sealed partial class KeptAnswer(Decisions decisions, ProposalsQuery proposals, AttentionChecks attention, Doorkeeper door) : ComponentBase
{
    private string? _person;
    private string? _said;
    private string? _sending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Ids of answers of which this page knows what became.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<string> Answered { get; set; } = [];

    /// <summary>It is known what became of the answer with this id.</summary>
    [Parameter]
    public EventCallback<string> OnKnown { get; set; }

    protected override async Task OnInitializedAsync() => _person = Actors.SubjectOf((await Authentication).User);

    private async Task SendAgainAsync(PressedEventArgs press)
    {
        if (_sending is not null || Answered.Contains(press.DecisionId)) return;
        _sending = press.DecisionId;
        try
        {
            _said = await WhatBecameAsync(press);
            await OnKnown.InvokeAsync(press.DecisionId);
        }
        catch (JournalUnavailableException)
        {
            _said = "Nothing is known of your answer yet: the journal cannot be written now. It is kept here and sent again.";
        }
        finally
        {
            _sending = null;
        }
    }

    private async Task<string> WhatBecameAsync(PressedEventArgs press)
    {
        var user = (await Authentication).User;
        if (!May.Any(user, May.Decide) || Read(press.Body) is not { } request) return "Your last answer was not sent again: it takes the role Reviewer.";
        var entry = await door.ForDecisionAsync(user, Domain.Runs.Channel.Page, CancellationToken.None);
        if (entry.Actor is not { } by) return $"Your last answer was not sent again. {RefusalText.Of(entry.Refusal!)}";
        if (request.Decision is "approve" or "edit" or "respond" && await proposals.FindAsync(press.ProposalId, new(by, MayDecide: true), CancellationToken.None) is { } proposal
            && (request.Decision is not "respond" || proposal.Tool == ChooseTool.Id) && Dwell.WhyTooSoon(proposal.Reversibility, TimeSpan.FromMilliseconds(press.SeenFor)) is { } tooSoon) return tooSoon;
        if (await attention.AnswerAsync(press.ProposalId, request, by, null, CancellationToken.None) is { } told) return $"Your answer was sent again after the connection was lost. {AttentionPanel.WordsOf(told)}";
        var taken = await decisions.DecideAsync(press.ProposalId, request with { DecisionId = press.DecisionId }, by, CancellationToken.None, entry.WhyNotCritical);
        return taken.Refusal is { } refusal
            ? $"Your answer was sent again after the connection was lost. {RefusalText.Of(refusal)}"
            : $"Your answer arrived after the connection was lost and is recorded, once: {taken.Proposal!.Title}";
    }

    private static DecisionRequest? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<DecisionRequest>(body, ViewJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
