using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>What a run had seen, and what it had said itself, before one of its steps.</summary>
/// <remarks>
/// Read are results up to <see cref="LongestResult"/> characters each and <see cref="MostCharacters"/> together; what is longer, erased or
/// not JSON beyond 64 levels of nesting grounds less, never more.
/// </remarks>
public sealed class Evidence
{
    /// <summary>256 KB: more than a result may have.</summary>
    public const int LongestResult = 256 * 1024;

    /// <summary>40 results of that length.</summary>
    public const int MostCharacters = 40 * LongestResult;

    /// <summary>More than a step may have calls; what a reviewer tries while editing need not be kept.</summary>
    private const int MostTraced = 64;

    // Steps count from 1.
    private const int Start = 0;
    private const int BeforeStart = -1;

    public static readonly Evidence None = new([], new SentWords());

    private readonly ConcurrentDictionary<(string Arguments, string DefinitionHash), ImmutableArray<GroundedValue>> _traced = [];

    private Evidence(ImmutableArray<Source> sources, SentWords sent) => (Sources, Sent) = (sources, sent);

    /// <summary>In order of time.</summary>
    internal ImmutableArray<Source> Sources { get; }

    internal SentWords Sent { get; }

    /// <summary>Everything up to this step, which itself is not evidence: neither its text nor its calls.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    public static Evidence Before(Run run, int step)
    {
        var earlier = run.Steps.Where(s => s.Number < step).OrderBy(s => s.Number).ToList();
        var sent = new SentWords();
        // A run that another run started was told its task by a model; unless a pipeline asks it.
        if (run is { ParentRunId: not null, Choice: null })
            sent.AddText(Start, run.Input);
        foreach (var past in earlier)
            Send(sent, past, run.CallsOf(past));
        return new(Readable(Beginning(run).Concat(SaidBefore(run, step).Concat(earlier.SelectMany(past => run.CallsOf(past)).SelectMany(ResultOf)).OrderBy(s => s.Step))), sent);
    }

    /// <summary>As <see cref="Grounds.Of"/>; the same arguments are traced once.</summary>
    /// <param name="arguments">In their one spelling, so that the answer does not depend on who asked first.</param>
    internal ImmutableArray<GroundedValue> Trace(string arguments, ToolDefinition tool)
    {
        var key = (arguments, tool.Hash);
        if (_traced.TryGetValue(key, out var known)) return known;
        var traced = Grounds.Of(JsonElement.Parse(arguments), tool.Schema, this);
        if (_traced.Count < MostTraced) _traced[key] = traced;
        return traced;
    }

    private static void Send(SentWords sent, Step step, ImmutableArray<ToolCall> calls)
    {
        sent.AddText(step.Number, step.Text);
        foreach (var call in calls)
        {
            sent.AddArguments(step.Number, call.Asked);
            // What a reviewer wrote into a call went to the tool too: its answer may repeat it and prove nothing.
            if (call.Arguments is { } arguments)
                sent.AddArguments(step.Number, arguments);
        }
    }

    private static IEnumerable<Source> Beginning(Run run)
    {
        if (run.OnBehalfOf.Subject.Text is { } subject)
            yield return new(Found.Principal, BeforeStart, null, subject, IsJson: false);
        if (run.OnBehalfOf.Attributes.Text is { } attributes)
            yield return new(Found.Principal, BeforeStart, null, attributes, IsJson: true);
        if (run is { ParentRunId: null, Input.Text: { } input })
            yield return new(Found.Input, BeforeStart, null, input, IsJson: false);
        if (run is { Choice: not null, Input.Text: { } task }) // put together by the console, out of whatever the pipeline was told
            yield return new(Found.ThirdParty, BeforeStart, null, task, IsJson: false);
    }

    /// <summary>As good as the input; but what the run said first, and the principal only repeats, proves nothing.</summary>
    private static IEnumerable<Source> SaidBefore(Run run, int step) =>
        run.Messages.Where(m => m.BeforeStep <= step && !m.Text.IsErased).Select(m => new Source(Found.Input, m.BeforeStep - 1, null, m.Text.Text!, IsJson: false));

    private static IEnumerable<Source> ResultOf(ToolCall call)
    {
        if (call.AsksPrincipal) return []; // the message is the source
        if (call is not { Status: CallStatus.Succeeded or CallStatus.Responded, Answer.Text: { } result })
            return [];
        var isOurs = call.Status is CallStatus.Responded || call.Terms is { Untrusted: false };
        return [new(isOurs ? Found.Record : Found.ThirdParty, call.Step, call.Id, result, IsJson: true)];
    }

    private static ImmutableArray<Source> Readable(IEnumerable<Source> sources)
    {
        var left = MostCharacters;
        return [.. sources.Where(source => source.Text.Length <= LongestResult && (left -= source.Text.Length) >= 0)];
    }
}
