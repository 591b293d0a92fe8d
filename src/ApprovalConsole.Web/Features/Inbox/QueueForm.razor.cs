using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Narrows down what one looks at: by words, tool, agent and amount.</summary>
public sealed partial class QueueForm(Policies policies, AgentCatalog agents) : ComponentBase
{
    // What stands in a box and is no amount. It narrows nothing down, and must not look as if it did.
    private string? _least;
    private string? _most;

    [Parameter, EditorRequired]
    public QueueFilter Queue { get; set; } = QueueFilter.All;

    /// <summary>As they stand in the address, numbers or not.</summary>
    [Parameter]
    public (string? Min, string? Max, string? Escalated) Asked { get; set; }

    [Parameter]
    public EventCallback<QueueFilter> OnQueue { get; set; }

    /// <summary>What is in the address stands here even where no such tool or agent is known.</summary>
    private IEnumerable<string> Tools => WithChosen(policies.All.Select(t => t.Id), Queue.Tool);

    private IEnumerable<string> Agents => WithChosen(agents.Everybody, Queue.Agent);

    private bool IsNarrowed => Queue with { Words = null } != QueueFilter.All;

    private string Summary => IsNarrowed
        ? string.Join(" · ", new[] { Queue.Tool, Queue.Agent, Queue.AtLeast is { } least ? $"{QueueAddress.Text(least)} and more" : null, Queue.AtMost is { } most ? $"up to {QueueAddress.Text(most)}" : null, Queue.HandedTo is { } person ? $"handed to {person}" : null, Queue.Escalated is { } role ? $"waits long: {role}" : null }.OfType<string>())
        : "Every tool, agent and amount";

    private string? WrongLeast => _least ?? NoAmount(Asked.Min);

    private string? WrongMost => _most ?? NoAmount(Asked.Max);

    private string? Fault => (WrongLeast ?? WrongMost) is { } text ? $"“{text}” is no amount and narrows nothing down: digits and a point, as in 1250.5."
        : !string.IsNullOrWhiteSpace(Asked.Escalated) && Queue.Escalated is null ? $"“{Asked.Escalated}” is no role that is told of what waits long, and narrows nothing down: {string.Join(" or ", Enum.GetNames<EscalationTarget>())}." : null;

    private Task LeastAsync(string? text)
    {
        _least = NoAmount(text);
        return GoAsync(Queue with { AtLeast = QueueAddress.AmountOf(text) });
    }

    private Task MostAsync(string? text)
    {
        _most = NoAmount(text);
        return GoAsync(Queue with { AtMost = QueueAddress.AmountOf(text) });
    }

    private static string? NoAmount(string? text) => !string.IsNullOrWhiteSpace(text) && QueueAddress.AmountOf(text) is null ? text : null;

    private static string? Wrong(string? text) => text is null ? null : "true";

    private Task GoAsync(QueueFilter queue) => OnQueue.InvokeAsync(queue);

    private static string? Given(ChangeEventArgs e) => e.Value is string { Length: > 0 } text ? text : null;

    private static IEnumerable<string> WithChosen(IEnumerable<string> known, string? chosen) => (chosen is null ? known : known.Append(chosen)).Distinct().Order(StringComparer.Ordinal);
}
