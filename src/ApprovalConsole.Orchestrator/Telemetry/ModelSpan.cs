using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Models;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>One asking of a model as <c>chat</c>: who was asked, for how long and how many tokens, and nothing of what was said.</summary>
internal sealed class ModelSpan : IDisposable
{
    private const string Operation = "chat";

    private readonly Signals _signals;
    private readonly Activity? _span;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly TagList _tags;
    private TokenCount? _usage;
    private string? _error;

    private ModelSpan(Signals signals, ActivityContext run, Run of, ModelAttempt attempt, ModelRoute route)
    {
        _signals = signals;
        _tags = new() { { Names.Operation, Operation }, { Names.Provider, route.Client.GetService<ChatClientMetadata>()?.ProviderName ?? "unknown" }, { Names.RequestModel, route.Model } };
        _span = signals.Source.StartActivity($"{Operation} {route.Model}", ActivityKind.Client, run, _tags);
        _span?.SetTag(Names.MaxTokens, attempt.OutputTokensMax).SetTag(Names.Conversation, of.Id).SetTag(Names.Agent, of.Agent).SetTag(Names.Run, of.Id).SetTag(Names.Step, attempt.Step)
            .SetTag(Names.Purpose, JsonNamingPolicy.CamelCase.ConvertName(attempt.Purpose.ToString())).SetTag(Names.Route, route.Name);
    }

    /// <summary>Null while nobody listens.</summary>
    public static ModelSpan? Begin(Signals signals, RunSpans runs, Run run, ModelAttempt attempt, ModelRoute route) =>
        run.Kind is not RunKind.Canary && (signals.Source.HasListeners() || signals.ModelDuration.Enabled || signals.TokenUsage.Enabled) ? new(signals, runs.ContextOf(run.Id), run, attempt, route) : null;

    public void Replied(ModelReply reply)
    {
        _usage = reply.Usage;
        if (reply.FinishReason.Length > 0) _span?.SetTag(Names.FinishReasons, new[] { reply.FinishReason });
    }

    /// <param name="code">Of the failure; its message may hold anything.</param>
    public void Failed(string code) => _error = code;

    public void Dispose()
    {
        var tags = _tags;
        if (_usage is { } usage)
        {
            _span?.SetTag(Names.InputTokens, usage.Input).SetTag(Names.OutputTokens, usage.Output).SetTag(Names.CachedTokens, usage.CachedInput);
            Count(usage.Input, "input");
            Count(usage.Output, "output");
        }

        if (_error is not null)
        {
            _span?.SetStatus(ActivityStatusCode.Error).SetTag(Names.Error, _error);
            tags.Add(Names.Error, _error);
        }

        _signals.ModelDuration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
        _span?.Dispose();
    }

    private void Count(long tokens, string type)
    {
        var tags = _tags;
        tags.Add(Names.TokenType, type);
        _signals.TokenUsage.Record(tokens, tags);
    }
}
