using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Answers the questions that validation puts: reads of the console's own, outside of any run's turn. Never cached: what a decision or a
/// sending rests on is what is so now.</summary>
internal sealed class LookUps(ToolCatalog catalog, CodeChecks checks, QuotaCounters counters, Halts halts, Passages passages, TimeProvider time, ILogger<LookUps> log)
{
    /// <summary>Time for one answer.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>Rounds of questions: one for each level of nesting, and one for counters. More means that the answers changed the questions.</summary>
    private const int MostRounds = 5;

    /// <summary>Asks until there is a verdict.</summary>
    public async Task<Verdict> ValidateAsync(Tool tool, string arguments, CallContext context, CancellationToken ct) =>
        (await GatherAsync(known => CallValidator.Assess(tool, arguments, context with { Knowledge = known }), context.Principal, ct)).Verdict;

    /// <summary>Asks until there is a verdict, and hands over the answers that it rests on.</summary>
    public async Task<(Verdict Verdict, Knowledge Known)> GatherAsync(Func<Knowledge, Assessment> assess, Principal principal, CancellationToken ct)
    {
        var answers = new Dictionary<Question, Answer>();
        for (var round = 1; ; round++)
        {
            var known = new Knowledge.Answers(answers.ToImmutableDictionary());
            var assessment = Assess(assess, known);
            if (assessment.Verdict is { } verdict) return (verdict, known);
            var asked = assessment.Needed.Where(q => !answers.ContainsKey(q)).ToList();
            var came = round <= MostRounds
                ? await Task.WhenAll(asked.Select(q => AnswerAsync(q, principal, ct)))
                : [.. asked.Select(_ => new Answer.NotAnswered("the look-ups came to no end"))];
            for (var i = 0; i < asked.Count; i++) answers.Add(asked[i], came[i]);
        }
    }

    private Assessment Assess(Func<Knowledge, Assessment> assess, Knowledge known)
    {
        try
        {
            return assess(known);
        }
        catch (Exception e)
        {
            log.LogError(e, "A call cannot be checked.");
            return Hopeless.Unchecked("");
        }
    }

    private async Task<Answer> AnswerAsync(Question question, Principal principal, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Within);
        try
        {
            return await (question.Kind switch
            {
                QuestionKind.LookUp => LookUpAsync(question, principal, limit.Token),
                QuestionKind.Check => checks.AnswerAsync(question, principal, limit.Token),
                _ => counters.AnswerAsync(question, limit.Token),
            }).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Answer.NotAnswered($"{question.Subject} did not answer within {Within.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "{Subject} could not be asked.", question.Subject);
            return new Answer.NotAnswered($"{question.Subject} could not be asked");
        }
    }

    private async Task<Answer> LookUpAsync(Question question, Principal principal, CancellationToken ct)
    {
        var arguments = JsonElement.Parse(question.Arguments);
        if (WhyNot(question.Subject, arguments) is { } obstacle) return obstacle;
        var asked = time.GetUtcNow(); // what the answer says was so at some time since
        var id = $"lookup.{Guid.CreateVersion7():N}";
        return await SendAsync(new(id, question.Subject, arguments, IsWrite: false, Receipt.OfLookUp(id, question.Subject, arguments, principal)), ct) switch
        {
            ToolOutcome.Succeeded { Result.Text: { } text } when StrictJson.TryParse(text, out var value, out _) && !CutResult.Is(value) => new Answer.Known(value, asked),
            ToolOutcome.Succeeded => new Answer.NotAnswered($"{question.Subject} gave an answer that cannot be read exactly"),
            ToolOutcome.ReportedError => new Answer.Refused("The look-up found nothing."),
            ToolOutcome.NotExecuted { Code: "stopped" } => new Answer.NotAnswered($"{question.Subject} is stopped"),
            _ => new Answer.NotAnswered($"{question.Subject} cannot be reached"),
        };
    }

    private Task<ToolOutcome> SendAsync(Sending sending, CancellationToken ct)
    {
        using var passage = passages.Begin();
        return halts.OfLookUp(sending.ToolId) is { } halt ? Task.FromResult<ToolOutcome>(new ToolOutcome.NotExecuted("stopped", halt.Message)) : catalog.CallAsync(sending, ct);
    }

    /// <summary>Only what reads may be called without a call of its own, and only with arguments that its schema allows.</summary>
    private Answer? WhyNot(string toolId, JsonElement arguments)
    {
        if (catalog.Find(toolId) is not { IsOffered: true, Schema: { } schema } tool) return new Answer.NotAnswered($"{toolId} cannot be called");
        if (CallTermsOf.Call(tool, arguments).Reversibility is not Reversibility.ReadOnly) return new Answer.NotAnswered($"{toolId} is not ReadOnly");
        return schema.EvaluateArguments(arguments).IsEmpty ? null : new Answer.Refused("The value is not what the look-up takes.");
    }
}
