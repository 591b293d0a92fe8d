using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Stops;

/// <summary>The switch, what it holds, and whether the gate itself does.</summary>
public sealed partial class StopsPage(StopSwitch stops, GateProof proof, Breach breach, ProofJournal record, AgentCatalog agents, Policies policies, Doorkeeper door, LiveFeed feed) : LiveComponent
{
    private readonly PageOrder _order = new(door);
    private IReadOnlyList<StopView> _stops = [];
    private IReadOnlyList<ProofView> _record = [];
    private IReadOnlyList<string> _agents = [];
    private IReadOnlyList<string> _tools = [];
    private string _scope = "all";
    private string _reason = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>What the form starts with, from the page that led here.</summary>
    [Parameter, SupplyParameterFromQuery(Name = "scope")]
    public string? Given { get; set; }

    private string Press => $"Stop {StopWords.Scope(_scope) switch { "Everything" => "everything", var one => char.ToLowerInvariant(one[0]) + one[1..] }}";

    private static string WhatToDo => Breach.WhatToDo;

    private string? NoScope => string.IsNullOrEmpty(Given) || Given == "all" || IsKnown(Given) ? null : Given;

    private string GateWords => proof.State switch
    {
        GateState.Holds => "It was tried with calls that must not go through, and held.",
        GateState.Proving => "It is being tried for the first time since the start. Nothing irreversible is sent before.",
        _ => $"It did not hold, and irreversible tools are refused. {string.Join(' ', proof.Findings)}",
    };

    protected override Task OnInitializedAsync()
    {
        (_agents, _tools) = ([.. agents.Everybody], [.. policies.All.Select(t => t.Id)]);
        _scope = IsKnown(Given) ? Given! : "all";
        Follow(feed, [Topic.Stops]);
        return ReadAsync();
    }

    private bool IsKnown(string? scope) => _agents.Any(a => $"agent:{a}" == scope) || _tools.Any(t => $"tool:{t}" == scope);

    protected override async Task ReadAsync()
    {
        _stops = stops.All;
        _record = await record.ReadAsync(CancellationToken.None);
    }

    private Task PressAsync() => SendAsync(May.Stop, async by =>
    {
        var answer = await stops.PressAsync(_scope, _reason, by, CancellationToken.None);
        if (answer.Refusal is null) _reason = "";
        return answer;
    });

    private Task ReleaseAsync(string id) => SendAsync(May.Release, by => stops.ReleaseAsync(id, by, CancellationToken.None));

    private async Task SendAsync(string roles, Func<Actor, Task<StopAnswer>> order)
    {
        await _order.SendAsync(Authentication, roles, async by => (await order(by)).Refusal);
        await ReadAsync();
    }
}
