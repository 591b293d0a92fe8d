using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Starts runs; a caller's idempotency key starts one, however often it is sent.</summary>
public sealed class RunStarter
{
    internal const int LongestKey = 200;

    private readonly CommandGate _gate;
    private readonly AgentCatalog _agents;
    private readonly PipelineCatalog _pipelines;
    private readonly ToolCatalog _tools;
    private readonly ReadPool _databases;
    private readonly ConsoleOptions _options;
    private readonly Masks _masks;
    private readonly TimeProvider _time;

    internal RunStarter(CommandGate gate, AgentCatalog agents, PipelineCatalog pipelines, ToolCatalog tools, ReadPool databases, ConsoleOptions options, Masks masks, TimeProvider time)
    {
        (_gate, _agents, _pipelines, _tools, _databases, _options, _masks, _time) = (gate, agents, pipelines, tools, databases, options, masks, time);
    }

    /// <returns>The run, or why it was not started.</returns>
    public async Task<RunAnswer> StartAsync(RunRequest request, Actor by, string? idempotencyKey, CancellationToken ct)
    {
        if (WhyNot(request, idempotencyKey) is { } refusal) return new(null, refusal);
        var (agent, pipeline) = (_agents.Find(request.Agent!), _pipelines.Find(request.Agent!));
        if (pipeline is not null && WhyNotInto(request.Agent!, pipeline, request.Input!) is { } unfit) return new(null, unfit);
        if ((request.Limits ?? new()).Narrow(pipeline?.Limits ?? agent!.Settings.Limits) is not { } limits)
            return Refuse(RefusalCode.InvalidRequest, $"limits must be positive and can only narrow those of {request.Agent}.");

        var now = _time.GetUtcNow();
        var id = RunIds.New(now);
        var start = new RunCommand.Start(
            id, pipeline is null ? RunKind.Agent : RunKind.Pipeline, null, request.Agent!,
            request.OnBehalfOf!.ToPrincipal(), request.Input!, limits, by, PrincipalRequest.ObjectText(request.Metadata), now) { AnswerNeeds = agent?.Settings.Answer.Needs ?? default, AgentPrint = agent?.Print, Pipeline = pipeline, Conversation = agent?.Settings.Conversation.TermsOrUsual };
        if (idempotencyKey is null) return await AnswerAsync(await _gate.StartAsync(start, null, ct), ct);

        var fingerprint = CanonicalJson.Hash(JsonSerializer.SerializeToElement(request, ViewJson.Options));
        if (await FindAsync(by, idempotencyKey, ct) is { } known) return await SameAsync(known, fingerprint, start, ct);
        var key = new IdempotencyRow { Caller = by.Subject, Key = idempotencyKey, Fingerprint = fingerprint, RunId = id };
        var answer = await _gate.StartAsync(start, RowStatements.Insert(key), ct);
        return answer.WasGuarded
            ? await SameAsync((await FindAsync(by, idempotencyKey, ct))!, fingerprint, start, ct) // the same request won by a hair
            : await AnswerAsync(answer, ct);
    }

    /// <summary>Refused where a budget is used up: there is no run then.</summary>
    private async Task<RunAnswer> AnswerAsync(GateAnswer answer, CancellationToken ct) =>
        answer.Ruling is Ruling<RunEvent>.Refused { Refusal: var refusal } ? new(null, refusal) : new(await _masks.ViewAsync(answer.Run, ct), null);

    private Refusal? WhyNot(RunRequest request, string? idempotencyKey) => request switch
    {
        { Agent: null or "" } => new(RefusalCode.InvalidRequest, "agent is missing."),
        { Input: null or "" } => new(RefusalCode.InvalidRequest, "input is missing."),
        { Limits.Unknown: { Count: > 0 } unknown } => new(RefusalCode.InvalidRequest, $"limits.{unknown.Keys.First()} is no limit that a run can be started with: there are iterations, tokens, costUsd and wallClockSeconds."),
        _ when PrincipalFaults.Of(request.OnBehalfOf) is { } fault => new(RefusalCode.InvalidRequest, fault),
        _ when request.Metadata?.GetRawText().Length > PrincipalFaults.MostObject => new(RefusalCode.InvalidRequest, $"metadata has at most {PrincipalFaults.MostObject} characters."),
        _ when _agents.FindExternal(request.Agent!) is not null => new(RefusalCode.InvalidRequest, $"The agent {request.Agent} runs elsewhere: send its calls to /api/tool-calls."),
        _ when !_agents.Knows(request.Agent!) => new(RefusalCode.UnknownAgent, $"There is no agent {request.Agent}; there are {string.Join(", ", _agents.Names)}."),
        _ when Encoding.UTF8.GetByteCount(request.Input!) > _options.MaxInputBytes => new(RefusalCode.InvalidRequest, $"input is larger than {_options.MaxInputBytes} bytes."),
        _ when request.Metadata is { ValueKind: not JsonValueKind.Object and not JsonValueKind.Null } => new(RefusalCode.InvalidRequest, "metadata must be an object."),
        _ when Inexact(request.Metadata) is { } fault => new(RefusalCode.InvalidRequest, $"metadata{fault}"),
        _ when Inexact(JsonSerializer.SerializeToElement(request.Input)) is { } fault => new(RefusalCode.InvalidRequest, $"input{fault}"),
        _ when idempotencyKey is { Length: 0 or > LongestKey } => new(RefusalCode.InvalidRequest, $"Idempotency-Key must have 1 to {LongestKey} characters."),
        _ => null,
    };

    /// <summary>A pipeline is not begun where it could not be followed: with an input that it does not take, or while a tool of it is away.</summary>
    private Refusal? WhyNotInto(string name, Pipeline pipeline, string input)
    {
        if (_pipelines.FaultsOf(name, _tools, _agents) is [var fault, ..]) return new(RefusalCode.InvalidRequest, $"The pipeline {name} cannot be followed now: {fault}");
        if (pipeline.InputSchema is not { } schema) return null;
        if (!StrictJson.TryParse(input, out var value, out var inexact)) return new(RefusalCode.InvalidRequest, $"input must be JSON for the pipeline {name}{(inexact is [var first, ..] ? $": {first.Message}" : "")}");
        return schema.EvaluateArguments(value) is [var finding, ..]
            ? new(RefusalCode.InvalidRequest, $"input is not what the pipeline {name} takes: {finding.Path}: {finding.Message}{(finding.Allowed is { } allowed ? $" ({allowed})" : "")}")
            : null;
    }

    private static string? Inexact(JsonElement? value) => PrincipalFaults.Inexact(value);

    private static RunAnswer Refuse(RefusalCode code, string message) => new(null, new(code, message));

    private Task<IdempotencyRow?> FindAsync(Actor by, string key, CancellationToken ct) => _databases.ReadAsync(database =>
        database.Idempotency.AsNoTracking().FirstOrDefaultAsync(r => r.Caller == by.Subject && r.Key == key, ct));

    /// <summary>The row only says where to look: what it names is the answer where it is the caller's own, for the same, in a journal that the audit log knows.</summary>
    /// <exception cref="JournalDamagedException">It is not.</exception>
    private async Task<RunAnswer> SameAsync(IdempotencyRow known, string fingerprint, RunCommand.Start asked, CancellationToken ct)
    {
        if (known.Fingerprint != fingerprint) return Refuse(RefusalCode.IdempotencyKeyReused, "This Idempotency-Key was used with another body.");
        return await _gate.ReadProvenAsync(known.RunId, ct) is { } run && IsOf(run, asked)
            ? new(await _masks.ViewAsync(run, ct), null)
            : throw new JournalDamagedException(known.RunId, new InvalidDataException("An idempotency key names it, and it was not started with that."));
    }

    private static bool IsOf(Run run, RunCommand.Start asked) =>
        run.RequestedBy.IsSameAs(asked.RequestedBy) && run.Kind == asked.Kind && run.Agent == asked.Agent && run.OnBehalfOf.Permissions.SequenceEqual(asked.OnBehalfOf.Permissions)
        && IsSame(run.Input, asked.Input) && IsSame(run.OnBehalfOf.Subject, asked.OnBehalfOf.Subject) && IsSame(run.OnBehalfOf.Attributes, asked.OnBehalfOf.Attributes) && IsSame(run.Metadata, asked.Metadata);

    private static bool IsSame(Payload started, Payload asked) => started.IsErased || started == asked;
}

/// <summary>A run, or why there is none.</summary>
public sealed record RunAnswer(RunView? Run, Refusal? Refusal);
