using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Effects;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>Really runs a line of a sketch, alone, with a value that is right and with ones that cannot be. It looks things up as every check does: in what is ReadOnly by policy, and nowhere else.</summary>
internal sealed class Trials(Tool tool, RecordedRuns.Record record, Samples samples, LookUps lookUps, Principal asker, TimeProvider time)
{
    /// <returns>Null where there is nothing to try it with.</returns>
    public async Task<Trial?> OfAsync(SketchLine line, string? typed, CancellationToken ct)
    {
        if (line.Line is PolicyLine.Owned owned) return await OfOwnerAsync(line, owned.Rule, ct);
        if (line.Tries is not { } pointer) return null;
        var (good, sample) = await GoodAsync(line, pointer, typed, ct);
        if (sample is null) return line.Line is PolicyLine.Check { Rule.Range: { } bounds } ? await ImpossibleAsync(line, pointer, null, Corruption.OfNumber(bounds.Min, bounds.Max), null, ct) : null;
        return await ImpossibleAsync(line, pointer, sample, Impossible(line.Line, sample, pointer), good, ct);
    }

    private ImmutableArray<JsonElement> Impossible(PolicyLine line, Sample sample, string pointer) => line switch
    {
        PolicyLine.Check { Rule.Range: { } bounds } => Corruption.OfNumber(bounds.Min, bounds.Max),
        PolicyLine.Shape => Corruption.OfShape(sample.Value),
        _ => Corruption.OfId(sample.Value, samples.Known(pointer)),
    };

    /// <summary>The first that passes; what was right when it was recorded may be gone by now.</summary>
    private async Task<(Tried? Tried, Sample? Sample)> GoodAsync(SketchLine line, string pointer, string? typed, CancellationToken ct)
    {
        (Tried? Tried, Sample? Sample) first = (null, null);
        await foreach (var sample in samples.OfAsync(line, pointer, typed, ct))
        {
            if (line.Line is PolicyLine.Grounded && sample.Run is null) continue; // what a run had seen, only a run can say
            var tried = TrialTool.Read(await RunAsync(line.Line, sample.Arguments, sample.Run?.OnBehalfOf, EvidenceOf(sample), ct), sample.Shown);
            if (tried.Outcome is not TrialOutcome.Refused) return (tried, sample);
            if (first.Tried is null) first = (tried, sample);
        }

        return first;
    }

    private async Task<Trial> ImpossibleAsync(SketchLine line, string pointer, Sample? sample, ImmutableArray<JsonElement> values, Tried? good, CancellationToken ct)
    {
        var (passed, caught) = (new List<Tried>(), (Tried?)null);
        foreach (var value in values)
        {
            var shown = sample is null || line.Line is PolicyLine.Check { Rule.Range: not null } ? Sample.Text(value) : sample.Show(value);
            var tried = TrialTool.Read(await RunAsync(line.Line, Corruption.With(sample?.Arguments ?? default, pointer, value), sample?.Run?.OnBehalfOf, EvidenceOf(sample), ct), shown);
            if (tried.Outcome is TrialOutcome.Passes) passed.Add(tried);
            else caught = tried;
            if (caught is not null) break;
        }

        return new(good, caught ?? passed.FirstOrDefault(), sample?.From) { Also = caught is null ? [] : [.. passed.Select(p => p.Value)] };
    }

    /// <summary>The call as it was recorded, for the user that it was for, and for another.</summary>
    private async Task<Trial?> OfOwnerAsync(SketchLine line, AuthorizationRule rule, CancellationToken ct)
    {
        if (Attribute(rule) is not { } attribute) return null;
        Trial? first = null;
        foreach (var call in record.Recorded.Done(tool.Id).Take(5))
        {
            var run = record.Runs[call.Id];
            if (run.Calls[call.Id] is not { Arguments.Text: { } arguments } exact || Other(run.OnBehalfOf, attribute) is not { } other) continue;
            var good = await OwnedAsync(line.Line, rule, exact, JsonElement.Parse(arguments), run.OnBehalfOf, "the user it was for", ct);
            var trial = new Trial(good, await OwnedAsync(line.Line, rule, exact, JsonElement.Parse(arguments), other, "another user", ct), "from a recorded call");
            if (good.Outcome is TrialOutcome.Passes) return trial;
            first ??= trial;
        }

        return first;
    }

    private async Task<Tried> OwnedAsync(PolicyLine line, AuthorizationRule rule, ToolCall call, JsonElement arguments, Principal principal, string who, CancellationToken ct)
    {
        if (rule.ResultOwns is null) return TrialTool.Read(await RunAsync(line, arguments, principal, null, ct), who);
        if (call.Answer is not { Text: { } answer }) return new(who, TrialOutcome.CouldNotCheck, "couldNotCheck", "Its result was erased.");
        return ResultCheck.Of(new ToolOutcome.Succeeded(answer), TrialTool.Of(tool, line), arguments, principal) is ToolOutcome.Unusable unusable
            ? new(who, TrialOutcome.Refused, unusable.Code, unusable.Message) : new(who, TrialOutcome.Passes);
    }

    private static string? Attribute(AuthorizationRule rule) => (rule.MustEqual ?? rule.Owns?.MustEqual ?? rule.ResultOwns?.MustEqual) is { ValueKind: JsonValueKind.String } expected
        && ValueTemplate.Holes(expected.GetString()!).FirstOrDefault() is { } hole && hole.StartsWith("principal.attributes.", StringComparison.Ordinal) ? hole["principal.attributes.".Length..] : null;

    /// <summary>The same, but for the attribute: of another who was recorded, or garbled.</summary>
    private Principal? Other(Principal principal, string attribute)
    {
        if (principal.Attributes.Text is not { } text || JsonNode.Parse(text) is not JsonObject attributes || attributes[attribute] is not { } own) return null;
        var mine = JsonElement.Parse(own.ToJsonString());
        var others = record.Runs.Values.Select(r => r.OnBehalfOf.Attributes.Text is { } theirs && JsonNode.Parse(theirs) is JsonObject known ? known[attribute] : null).OfType<JsonNode>().Select(n => JsonElement.Parse(n.ToJsonString()));
        if (others.Where(o => !JsonElement.DeepEquals(o, mine)).Concat(Corruption.OfId(mine, [])).Select(o => (JsonElement?)o).FirstOrDefault() is not { } other) return null;
        attributes[attribute] = JsonNode.Parse(other.GetRawText());
        return principal with { Attributes = attributes.ToJsonString() };
    }

    private static Lazy<Evidence>? EvidenceOf(Sample? sample) => sample is { Run: { } run, Call: { } call } ? new(() => Evidence.Before(run, call.Step)) : null;

    private Task<Verdict> RunAsync(PolicyLine line, JsonElement arguments, Principal? principal, Lazy<Evidence>? evidence, CancellationToken ct)
    {
        var context = new CallContext(principal ?? asker, "", "", time.GetUtcNow(), Knowledge.None);
        return lookUps.ValidateAsync(TrialTool.Of(tool, line), CanonicalJson.Of(arguments), evidence is null ? context : context with { Evidence = evidence }, ct);
    }
}
