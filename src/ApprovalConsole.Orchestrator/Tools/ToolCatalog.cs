using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Every tool as it is known now: what its source says, joined with its policy.</summary>
internal sealed class ToolCatalog
{
    private readonly IReadOnlyList<IToolSource> _sources;
    private readonly PolicyBook _policies;
    private readonly Admissions _admissions;
    private readonly CodeChecks _checks;
    private readonly GateProof _proof;
    private readonly LiveFeed _feed;
    private readonly ILogger<ToolCatalog> _log;
    private readonly int _mostResultBytes;
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<string, Tool> _tools = ImmutableSortedDictionary.Create<string, Tool>(StringComparer.Ordinal);

    public ToolCatalog(
        IEnumerable<IToolSource> sources, PolicyBook policies, Admissions admissions, CodeChecks checks, GateProof proof, LiveFeed feed, IOptions<ConsoleOptions> options,
        ILogger<ToolCatalog> log)
    {
        (_sources, _policies, _admissions, _checks, _feed, _mostResultBytes) = ([.. sources], policies, admissions, checks, feed, options.Value.MaxResultBytes);
        (_proof, _log) = (proof, log);
        foreach (var source in _sources) source.Changed += () => Meet(source);
        policies.Changed += Rebuild;
    }

    /// <summary>Every tool but the canary's, which is nobody's business.</summary>
    public IEnumerable<Tool> All => _tools.Values.Where(t => t.Id != CanarySource.ToolId);

    /// <summary>Where tools come from, and whether it answers.</summary>
    public IEnumerable<(string Name, string? Unreachable, int Tools)> Sources => _sources.Where(s => s is not CanarySource).Select(s => (s.Name, s.Unreachable, s.Tools.Count));

    /// <summary>Tools that were admitted once, or that a policy is for, and that their server does not offer, though it answers.</summary>
    public IEnumerable<string> NotOffered => _policies.Tools.Where(id => !_tools.ContainsKey(id) && _sources.Any(s => s is not CanarySource && s.Unreachable is null && id.StartsWith(s.Name + ".", StringComparison.Ordinal))).Order(StringComparer.Ordinal);

    public Tool? Find(string id) => id == CanarySource.ToolId ? null : FindAny(id);

    /// <summary>Also the canary's.</summary>
    public Tool? FindAny(string id) => _tools.GetValueOrDefault(id);

    /// <summary>The tool of a call; the console's own for one that stands for an answer or a question.</summary>
    public Tool? ToolOf(ToolCall call) => call.IsAnswer ? AnswerTool.Tool : call.IsQuestion ? ChooseTool.Tool : FindAny(call.Terms!.Tool);

    /// <summary>The three layers' word on arguments for the tool of a call that was validated before.</summary>
    public Assessment Assess(Run run, ToolCall call, string arguments, CallContext context) => call.IsAnswer ? AnswerGate.Assess(run, call, arguments, context) : call.IsQuestion ? ChooseTool.Assess(arguments, context)
        : ToolOf(call) is { } tool ? CallValidator.Assess(tool, arguments, context)
        : new Verdict(arguments, "", Validation.FailedSchema(new Finding(Layer.Schema, "", "unknownTool", "The tool is gone.")), null);

    /// <summary>Connects all sources at the same time; one that does not answer holds up none of the others.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        Rebuild();
        await Task.WhenAll(_sources.Select(s => s.StartAsync(ct)));
        foreach (var source in _sources) await _admissions.MeetAsync(source, ct);
        Rebuild();
    }

    /// <summary>Admits the tool as it is defined now.</summary>
    /// <param name="definitionHash">Of the definition that was looked at.</param>
    /// <returns>False where it is another by now, or gone.</returns>
    public async Task<bool> AdmitAsync(string id, string definitionHash, Actor by, CancellationToken ct)
    {
        if (Find(id)?.Definition is not { } definition || definition.Hash != definitionHash) return false;
        await _admissions.AdmitAsync(definition, by, ct);
        Rebuild();
        return true;
    }

    /// <summary>Sends a call to the tool's source. Nothing irreversible goes while the gate has not shown that it holds, whoever sends it.</summary>
    public async Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct)
    {
        if (_proof.WhyNot is { } unproven && sending.ToolId != CanarySource.ToolId && MayBeIrreversible(sending)) return new ToolOutcome.NotExecuted("gateUnproven", unproven.Message);
        var source = _sources.First(s => sending.ToolId.StartsWith(s.Name + ".", StringComparison.Ordinal));
        return ResultLimit.Apply(await source.CallAsync(sending, ct), _mostResultBytes);
    }

    private bool MayBeIrreversible(Sending sending) =>
        Find(sending.ToolId) is not { } tool || CallTermsOf.Call(tool, sending.Arguments).Reversibility >= Reversibility.Irreversible;

    /// <summary>At once what can no longer be called is not; what is admitted on first contact follows when that is written down.</summary>
    private void Meet(IToolSource source)
    {
        Rebuild();
        _ = MeetAsync();

        async Task MeetAsync()
        {
            try
            {
                await _admissions.MeetAsync(source, CancellationToken.None);
                Rebuild();
            }
            catch (JournalUnavailableException e)
            {
                _log.LogError(e, "The tools of {Source} could not be admitted.", source.Name);
            }
        }
    }

    private void Rebuild()
    {
        lock (_lock)
        {
            _tools = _sources.SelectMany(s => s.Tools.GroupBy(d => d.Id).Select(same => ToolOf(s, [.. same])))
                .ToImmutableSortedDictionary(t => t.Id, t => t, StringComparer.Ordinal);
        }

        _feed.Nudge(Topic.Tools);
    }

    private Tool ToolOf(IToolSource source, IReadOnlyList<ToolDefinition> same) =>
        Joined(source, same[0], same.Count, source is CanarySource ? PolicyInForce.None : _policies.For(same[0].Id)) with { Admitted = _admissions.Of(same[0].Id) };

    private Tool Joined(IToolSource source, ToolDefinition definition, int listed, PolicyInForce inForce)
    {
        var (policy, version) = (inForce.Policy, inForce.Version);
        if (listed > 1) return new(definition, null, policy, version, ToolStatus.Refused, "its server lists several tools of this name");
        if (MarkedHalves.AreIn(definition)) return new(definition, null, policy, version, ToolStatus.Refused, "its definition holds half a character, which no text can hold");
        if (StrictJson.Inspect(definition.Schema) is [var unclear, ..])
            return new(definition, null, policy, version, ToolStatus.Refused, $"its schema can be read in more than one way: {unclear.Path} {unclear.Message}");
        if (!JsonSchema.TryCompile(definition.Schema, out var schema, out var reason))
            return new(definition, null, policy, version, ToolStatus.Refused, $"its schema cannot be checked in full: {reason}");
        if (!TryCompileResult(definition, out var resultSchema, out reason))
            return new(definition, null, policy, version, ToolStatus.Refused, $"what it declares to answer cannot be checked in full: {reason}");
        if (_admissions.Of(definition.Id) is not { } admitted)
            return new(definition, null, policy, version, ToolStatus.NotAdmitted, "it appeared later and no admin has admitted it yet");
        if (admitted.DefinitionHash != definition.Hash)
            return new(definition, null, policy, version, ToolStatus.Changed, "its definition is not the one that was admitted");
        if (!TryCompile(policy, out var rules, out var fault))
            return new(definition, null, policy, version, ToolStatus.Refused, $"a rule of its policy cannot be checked: {fault}");
        if (PolicyFaults.Misplaced(policy, definition.Schema).Select(f => $"{f.Key} {f.Problem}").FirstOrDefault() is { } misplaced)
            return new(definition, null, policy, version, ToolStatus.Refused, $"its policy does not fit it: {misplaced}");
        return new Tool(definition, schema, policy, version, source.Unreachable is null ? ToolStatus.Active : ToolStatus.Unreachable, source.Unreachable)
        {
            Rules = rules, Checks = [.. _checks.Of(definition.Id)], ResultSchema = resultSchema, Standing = Standings.Of(inForce),
        };
    }

    /// <summary>The policy's rules ready to be asked.</summary>
    public static bool TryCompile(ToolPolicy policy, out ImmutableArray<CompiledRule> rules, out string? fault)
    {
        var compiled = new List<CompiledRule>();
        (rules, fault) = ([], null);
        foreach (var rule in policy.Rules)
        {
            if (!ConditionSchema.TryCompile(rule.When, out var when, out fault)) return false;
            compiled.Add(new(when, rule.Reversibility));
        }

        rules = [.. compiled];
        return true;
    }

    /// <summary>An answer that is declared and could not be held to it would pass as checked.</summary>
    private static bool TryCompileResult(ToolDefinition definition, out JsonSchema? schema, out string? reason)
    {
        (schema, reason) = (null, null);
        if (definition.OutputSchema is not { } declared) return true;
        if (StrictJson.Inspect(declared) is not [var unclear, ..]) return JsonSchema.TryCompile(declared, out schema, out reason, SchemaRules.Specification);
        reason = $"{unclear.Path} {unclear.Message}";
        return false;
    }
}
