using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One proposal as a reviewer decides on it. It lives as long as its view: another view is another card.</summary>
public sealed partial class ProposalCard : ComponentBase
{
    private const int MostSaid = 2;

    private ElementReference _sentence;
    private ImmutableHashSet<string> _opened = [];
    private DecisionKind? _panel;
    private ImmutableHashSet<string> _sources = [];
    private bool _wasPending;
    private bool _isWhole;
    private bool _isBack;
    private string _checkedHow = "";
    private string _reentered = "";

    [Parameter, EditorRequired]
    public required CardView View { get; set; }

    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>The page hears what is pressed. Until then nothing is open, and that is nobody's role.</summary>
    [Parameter]
    public bool IsHeard { get; set; } = true;

    /// <summary>What this person may answer.</summary>
    [Parameter]
    public Standing Standing { get; set; } = Standing.Free;

    /// <summary>They left it in the middle of an edit: it opens there.</summary>
    [Parameter]
    public bool HasDraft { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>What differs from the card that this one took the place of under the reader's eyes.</summary>
    [Parameter]
    public ImmutableArray<DifferenceView> Changes { get; set; } = [];

    /// <summary>Why the last answer was not taken.</summary>
    [Parameter]
    public string? Message { get; set; }

    /// <summary>The proposal that took this one's place.</summary>
    [Parameter]
    public string? SuccessorId { get; set; }

    /// <summary>The form for other arguments.</summary>
    [Parameter]
    public RenderFragment<EditRequest>? Editor { get; set; }

    /// <summary>Shows where a value was seen.</summary>
    [Parameter]
    public RenderFragment<SourceRequest>? Evidence { get; set; }

    /// <summary>Takes an approval back while its call is held until then.</summary>
    [Parameter]
    public RenderFragment<DateTimeOffset>? Held { get; set; }

    /// <summary>Says that something of it is masked, or was.</summary>
    [Parameter]
    public RenderFragment? Masked { get; set; }

    /// <summary>What colleagues tell each other of it.</summary>
    [Parameter]
    public RenderFragment? Talk { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    /// <summary>The browser has acknowledged the first paint.</summary>
    [Parameter]
    public EventCallback<CardView> OnPainted { get; set; }

    private BarView Bar => IsHeard ? BarView.Of(View, MayDecide, IsSending, _opened, _checkedHow, _reentered, _sources, Standing, _isWhole) : new(false, false, null);

    private EditRequest EditRequest => new(View, Bar, [.. View.Unproven.Where(t => _checkedHow.Trim().Length == 0 && !_sources.Contains(t.Path)).Select(t => t.Path)], _checkedHow)
        { OnCheckedHow = EventCallback.Factory.Create<string>(this, how => _checkedHow = how) };

    private string WhoseWords => View.Shown.Ancestors is [.., var above] ? $"words of the agent {above.Agent}" : View.Shown.IsFromOutside ? "as its caller says" : "the principal's own words";

    /// <summary>The rest is counted: a long talk must not push away what is decided on.</summary>
    private IEnumerable<MessageView> LastSaid => (View.Shown.Said ?? []).TakeLast(MostSaid);

    private int SaidBefore => Math.Max(0, (View.Shown.Said?.Count ?? 0) - MostSaid);

    private string SinceThen => View.Shown.Changed!.All(d => d.Source == AgentPrint.Source)
        ? "The agent is another than when this run began."
        : View is { IsPending: true, Shown.CannotGo: null } ? "This has changed since it was proposed: an approval sends nothing, and makes a new version that waits." : "This has changed since it was proposed.";

    private string CannotBeUndone => View.Shown.Reversibility switch
    {
        _ when !View.Choices.IsEmpty => "nothing is sent; the pipeline goes on as you answer",
        Reversibility.Irreversible or Reversibility.Critical => "cannot be undone",
        Reversibility.Reversible => "can be undone",
        _ => View.Shown.Reversibility.ToString(),
    };

    protected override void OnInitialized() => (_wasPending, _panel) = (View.IsPending, HasDraft && View.IsPending ? DecisionKind.Edit : null);

    // On the server this runs when the browser has acknowledged the render batch.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isBack)
        {
            _isBack = false;
            await _sentence.TryFocusAsync(preventScroll: true); // where it was before the form that has gone
        }

        if (!firstRender) return;
        await OnPainted.InvokeAsync(View); // first: what the browser is asked may never be answered
        await _sentence.TryFocusAsync(preventScroll: true);
    }

    private void Saw(TraceView trace) => _sources = _sources.Add(trace.Path);

    private void Open(string name) => _opened = _opened.Add(name);

    private void Show(DecisionKind? panel) => (_panel, _isBack) = (panel, panel is null && _panel is not null);
}
