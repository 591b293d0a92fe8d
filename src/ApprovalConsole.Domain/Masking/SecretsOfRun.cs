using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Masking;

/// <summary>The sensitive values of a run, wherever a tool was given one, answered one or was asked for one.</summary>
/// <param name="AreInFindings">What was found wrong with its calls may say some that are nowhere else.</param>
public sealed record SecretsOfRun(ImmutableArray<FoundSecret> Found, bool AreInFindings)
{
    /// <param name="events">All of the run's.</param>
    public static SecretsOfRun In(IEnumerable<RunEvent> events, Run run, SensitiveMarks marks)
    {
        var reading = new Reading(run, marks);
        foreach (var @event in events) reading.Of(@event);
        return new([.. reading.Found.Distinct()], reading.AreInFindings);
    }

    private sealed class Reading(Run run, SensitiveMarks marks) : EventFields(run)
    {
        public List<FoundSecret> Found { get; } = [];

        public bool AreInFindings { get; private set; }

        protected override Payload Arguments(string tool, string callId, Payload arguments) => Read(marks.OfArguments(tool), callId, FoundSecret.OfArguments, arguments);

        protected override Payload Result(string tool, string callId, Payload result) => Read(marks.OfResult(tool), callId, FoundSecret.OfResult, result);

        protected override Fact Fact(string callId, Fact fact)
        {
            Read(marks.OfResult(fact.Tool).Within(fact.Path), callId, $"{fact.Tool} {fact.Path}".TrimEnd(), fact.Value);
            return fact;
        }

        protected override CallTerms Terms(CallTerms terms, string callId, Payload arguments, ImmutableArray<Fact> facts) => terms;

        protected override Finding Finding(string tool, Finding finding)
        {
            AreInFindings |= MaskedFields.Hides(finding, tool, marks);
            return finding;
        }

        private Payload Read(SensitivePlaces places, string callId, string where, Payload document)
        {
            if (document.Text is { } text) Found.AddRange(places.ValuesIn(text).Select(v => new FoundSecret(callId, where, v.Path, v.Value)));
            return document;
        }
    }
}

/// <summary>A sensitive value with its place.</summary>
/// <param name="Where"><c>arguments</c>, <c>result</c>, or the tool and path that were looked up.</param>
/// <param name="Path">Pointer within it.</param>
/// <param name="Value">Canonical JSON.</param>
public sealed record FoundSecret(string CallId, string Where, string Path, string Value)
{
    public const string OfArguments = "arguments";
    public const string OfResult = "result";
}
