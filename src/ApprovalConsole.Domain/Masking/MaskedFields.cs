using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Masking;

/// <summary>Masks the sensitive values of a run's events in their places, the shortest ones, too. What else the events say is left: the values may be there as well.</summary>
public static class MaskedFields
{
    /// <param name="secrets">Those that are hidden.</param>
    public static RunEvent Of(RunEvent @event, Run run, SensitiveMarks marks, Secrets secrets) => new Hiding(run, marks, secrets).Of(@event);

    /// <summary>Whether what would be right is not said of a finding: it was looked up, and is nowhere else in the run.</summary>
    internal static bool Hides(Finding finding, string tool, SensitiveMarks marks) => finding is { Layer: not Layer.Schema, Allowed: not null } && marks.MayBeInFindingsOf(tool);

    private sealed class Hiding(Run run, SensitiveMarks marks, Secrets secrets) : EventFields(run)
    {
        protected override Payload Arguments(string tool, string callId, Payload arguments) => Hidden(marks.OfArguments(tool), arguments);

        protected override Payload Result(string tool, string callId, Payload result) => Hidden(marks.OfResult(tool), result);

        protected override Fact Fact(string callId, Fact fact) => fact with { Value = Hidden(marks.OfResult(fact.Tool).Within(fact.Path), fact.Value) };

        /// <summary>A title holds values as they are written for people, and their beginnings: where one is masked, it is filled in anew.</summary>
        protected override CallTerms Terms(CallTerms terms, string callId, Payload arguments, ImmutableArray<Fact> facts)
        {
            ImmutableArray<Fact> shown = [.. facts.Select(f => Fact(callId, f))];
            if (arguments.Text is not { } was || Arguments(terms.Tool, callId, arguments).Text is not { } now || (was == now && shown.SequenceEqual(facts))) return terms;
            var (document, named) = (JsonElement.Parse(now), FactValues.Of(shown));
            return terms with { Quotas = null, Title = TitleOf(terms, document, named), Effect = terms.Effect.Text is { Length: > 0 } && HasShortOnes(terms.Tool, was, facts) ? Mask.Mark : terms.Effect };
        }

        private static Payload TitleOf(CallTerms terms, JsonElement arguments, IReadOnlyDictionary<string, JsonElement> facts) => terms switch
        {
            { Tool: ChooseTool.Id } when ChooseTool.QuestionIn(arguments) is { } question => question,
            { TitleTemplate: { } template } => Template.Fill(template, arguments, facts),
            _ when terms.Tool.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot => Template.Plain(terms.Tool[(dot + 1)..], arguments),
            _ => terms.Title,
        };

        protected override Finding Finding(string tool, Finding finding) => Hides(finding, tool, marks) ? finding with { Allowed = Mask.Mark } : finding;

        // An effect's words are not kept apart from its values, and a short value cannot be found among words.
        private bool HasShortOnes(string tool, string arguments, ImmutableArray<Fact> facts) => marks.OfArguments(tool).ValuesIn(arguments)
            .Concat(facts.SelectMany(f => f.Value.Text is { } value ? marks.OfResult(f.Tool).Within(f.Path).ValuesIn(value) : [])).Any(v => !Secrets.Tells(v.Value));

        private Payload Hidden(SensitivePlaces places, Payload document) => document.Text is { } text ? places.Masked(text, secrets) : document;
    }
}
