using System.Collections.Immutable;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>A run, and as it is shown to those who may not see what is sensitive in it.</summary>
internal sealed class MaskedRun
{
    private readonly ImmutableArray<RunEvent> _events;
    private readonly SensitiveMarks _marks;
    private readonly Lazy<Run> _shown;

    public MaskedRun(ImmutableArray<RunEvent> events, Run run, SensitiveMarks marks, Relatives relatives)
    {
        (_events, _marks, Relatives, True) = (events, marks, relatives, run);
        (Found, AreInFindings) = SecretsOfRun.In(events, run, marks);
        Secrets = relatives.AreForgotten && !run.Input.IsErased ? Secrets.Everything : new(Found.Select(f => f.Value).Concat(relatives.Values));
        if (HidesNothing) _events = [];
        _shown = new(() => Fold(Secrets));
    }

    /// <summary>As it is.</summary>
    public Run True { get; }

    public ImmutableArray<FoundSecret> Found { get; }

    public Secrets Secrets { get; }

    public Relatives Relatives { get; }

    public bool AreInFindings { get; }

    public bool HidesNothing => Secrets.IsEmpty && !AreInFindings;

    /// <summary>Under other marks, or before other events, it may be another.</summary>
    public bool IsOf(SensitiveMarks marks, int version) => ReferenceEquals(_marks, marks) && True.Version >= version;

    /// <summary>The program that started the run is given its result, to hand it on. Nobody else is: no other key of its owner, and not for a run that was delegated or that takes back.</summary>
    public bool IsResultFor(Actor program) => True is { Ancestry: null, Kind: not RunKind.Undo } && True.RequestedBy.Subject == program.Subject;

    /// <summary>As those see it who have revealed nothing of it.</summary>
    public Run Shown => HidesNothing ? True : _shown.Value;

    /// <param name="revealed">Null: nothing.</param>
    public ShownRun To(Revealed? revealed)
    {
        if (revealed?.RunId != True.Id || True.Input.IsErased) return new(Shown, !HidesNothing && !True.Input.IsErased); // of what is erased nothing is revealed
        var left = Secrets.Except(revealed.Values);
        return left.IsEmpty ? new(True, false) : new(Fold(left), true);
    }

    /// <summary>One of its events as those see it who have revealed nothing.</summary>
    public RunEvent Of(RunEvent @event) => HidesNothing ? @event : Of(@event, Secrets);

    // Which call is its like would tell whether values are equal.
    private RunEvent Of(RunEvent @event, Secrets hidden) => @event is RunEvent.CallBlocked blocked
        ? blocked with { By = Mask.Mark } : MaskedWords.Of(MaskedFields.Of(@event, True, _marks, hidden), hidden);

    // What is hidden must not lead a pipeline another way than it went.
    private Run Fold(Secrets hidden)
    {
        var run = RunEvolution.Fold(_events.Select(e => Of(e, hidden)));
        return run.Pipeline is null ? run : run with { Walked = FlowWalk.Whole(True).WithoutValues() };
    }
}

/// <summary>A run as somebody may see it.</summary>
/// <param name="IsMasked">Something in it is hidden from them.</param>
public sealed record ShownRun(Run Run, bool IsMasked);
