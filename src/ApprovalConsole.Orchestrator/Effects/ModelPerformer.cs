using System.Threading.Channels;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Telemetry;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Asks models. The tools go along as declarations only: no client can call one.</summary>
internal sealed class ModelPerformer(
    ModelRequests requests, ModelRoutes routes, Signals signals, RunSpans spans, Node node, LiveFeed feed, TimeProvider time, ILogger<ModelPerformer> log) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect, Knowledge known)
    {
        if (effect is not Effect.AskModel due) return null;
        var now = time.GetUtcNow();
        if (due.NotBefore > now) return null;
        var choice = Routing.Choose(run, routes.For(run.Agent, due.Purpose), now);
        var route = routes[choice.Route];
        var request = requests.For(run, route);
        var trim = ContextTrimming.Of(run, requests.TermsFor(run, request));
        if (trim is not null) request = requests.For(ContextTrimming.Apply(run, trim), route);
        var deadline = now + Allowance.LeftOf(run);
        return new(
            new RunCommand.BeginModelCall(due.Step, due.Attempt, route.Name, route.Model, route.Price, request.InputTokensBound, route.MaxOutputTokens, node.Self, deadline, now)
            {
                WhyRoute = choice.Why, FallOver = choice.FallOver, Trim = trim, MessagesTold = run.Messages.Length,
            },
            new Performance((r, report, passage, cutOff) => PerformAsync(r, route, request, report, passage, cutOff)));
    }

    private async Task PerformAsync(Run run, ModelRoute route, ModelRequest request, Report report, Passages.Passage passage, CancellationToken cutOff)
    {
        var attempt = run.Model!;
        using var scope = log.InStep(run.Id, attempt.Step);
        Milestones.Pass(Milestone.Asking, route.Name, run.Id);
        var command = await AskAsync(run, attempt, route, request, passage, cutOff);
        Milestones.Pass(Milestone.Asked, route.Name, run.Id);
        try
        {
            await report(activeMs => command(activeMs, time.GetUtcNow()));
        }
        catch (ChannelClosedException)
        {
            // The console ends. The next start finds the attempt in the journal, without an outcome.
        }
        catch (Exception e)
        {
            log.LogError(e, "The reply to step {Step} of run {RunId} could not be written.", attempt.Step, run.Id);
        }
    }

    private async Task<Func<double, DateTimeOffset, RunCommand>> AskAsync(
        Run run, ModelAttempt attempt, ModelRoute route, ModelRequest request, Passages.Passage passage, CancellationToken cutOff)
    {
        using var span = ModelSpan.Begin(signals, spans, run, attempt, route);
        using var limit = new CancellationTokenSource(Allowance.LeftOf(run), time);
        using var silence = new CancellationTokenSource(route.Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, silence.Token, cutOff);
        try
        {
            var asked = ReplyReader.ReadAsync(
                route.Client.GetStreamingResponseAsync(request.Messages, request.OptionsFor(attempt), either.Token), attempt.OutputTokensMax,
                text => feed.Foam(Topic.Run(run.Id), text), () => silence.CancelAfter(route.Silence), either.Token);
            passage.Dispose();
            var reply = await asked;
            span?.Replied(reply);
            if (reply.Usage is { } taken && attempt.IsOvershotBy(taken))
                log.LogError("The model {Model} took more than it was allowed to in run {RunId}: {Input} tokens in of {InputAllowed}, {Output} out of {OutputAllowed}. It is asked no more in this run.",
                    route.Model, run.Id, taken.Input, attempt.InputTokensReserved, taken.Output, attempt.OutputTokensMax);
            return (activeMs, at) => new RunCommand.RecordModelReply(
                attempt.Step, attempt.Attempt, reply.Text, reply.Calls, reply.Usage, reply.FinishReason, activeMs, at);
        }
        catch (Exception e)
        {
            var failure = ModelFailure.Of(e, attempt.Attempt, cutOff.IsCancellationRequested, limit.IsCancellationRequested, silence.IsCancellationRequested, time.GetUtcNow());
            span?.Failed(failure.Code);
            log.LogWarning("The model {Model} failed ({Code}): {Message}", route.Model, failure.Code, failure.Message); // not the exception: it holds the provider's whole answer
            return (activeMs, at) => new RunCommand.RecordModelFailure(
                attempt.Step, attempt.Attempt, failure.Code, failure.Message, failure.MayRetry, failure.WasSent, failure.RetryAfter, activeMs, at);
        }
    }
}
