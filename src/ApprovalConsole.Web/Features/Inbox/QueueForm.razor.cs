using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Narrows down what one looks at: by words, tool, agent and amount.</summary>
public sealed partial class QueueForm(Policies policies, AgentCatalog agents) : ComponentBase
{
    [Parameter, EditorRequired]
    public QueueFilter Queue { get; set; } = QueueFilter.All;

    [Parameter]
    public EventCallback<QueueFilter> OnQueue { get; set; }

    /// <summary>What is in the address stands here even where no such tool or agent is known.</summary>
    private IEnumerable<string> Tools => WithChosen(policies.All.Select(t => t.Id), Queue.Tool);

    private IEnumerable<string> Agents => WithChosen(agents.Everybody, Queue.Agent);

    private bool IsNarrowed => Queue with { Words = null } != QueueFilter.All;

    private string Summary => IsNarrowed
        ? string.Join(" · ", new[] { Queue.Tool, Queue.Agent, Queue.AtLeast is { } least ? $"{QueueAddress.Text(least)} and more" : null, Queue.AtMost is { } most ? $"up to {QueueAddress.Text(most)}" : null, Queue.HandedTo is { } person ? $"handed to {person}" : null, Queue.Escalated is { } role ? $"waits long: {role}" : null }.OfType<string>())
        : "Every tool, agent and amount";

    private Task GoAsync(QueueFilter queue) => OnQueue.InvokeAsync(queue);

    private static string? Given(ChangeEventArgs e) => e.Value is string { Length: > 0 } text ? text : null;

    private static IEnumerable<string> WithChosen(IEnumerable<string> known, string? chosen) => (chosen is null ? known : known.Append(chosen)).Distinct().Order(StringComparer.Ordinal);
}
