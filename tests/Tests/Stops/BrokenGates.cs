using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Gates broken on purpose, each in one way.</summary>
internal static class BrokenGates
{
    public static readonly IReadOnlyDictionary<string, Action<IServiceCollection>> All = new Dictionary<string, Action<IServiceCollection>>
    {
        ["a seal that takes every mark"] = Rules((c, _) => c is RunCommand.BeginToolCall b ? b with { DecisionIsGenuine = true } : c),
        ["hashes that nobody compares"] = Rules((c, run) => c is RunCommand.RecordDecision d && run.Proposals.TryGetValue(d.ProposalId, out var p)
            ? d with { ArgumentsHash = p.ArgumentsHash, ViewHash = p.ViewHash } : c),
        ["a requester who decides"] = Rules((c, run) => c is RunCommand.RecordDecision d && d.By.Subject == run.RequestedBy.Subject ? d with { By = d.By with { Subject = "somebody else", KeyOwner = null } } : c),
        ["a proposal that waits for ever"] = Rules((c, run) => c is RunCommand.RecordDecision d && run.Proposals.TryGetValue(d.ProposalId, out var p) ? d with { At = p.RequestedAt } : c),
        ["a validator that says yes"] = Rules((c, run) => c is RunCommand.RecordDecision { Edited: { } edited } d ? d with { Edited = Passed(edited, run.Proposals[d.ProposalId]) } : c),
        ["a definition that may change"] = Rules((c, run) => c is RunCommand.BeginToolCall b && Approved(run, b) is { } p
            ? b with { Verdict = b.Verdict with { Terms = b.Verdict.Terms! with { DefinitionHash = p.Terms.DefinitionHash } } } : c),
        ["a policy that may change"] = Rules((c, run) => c is RunCommand.BeginToolCall b && Approved(run, b) is { } p
            ? b with { Verdict = b.Verdict with { Terms = b.Verdict.Terms! with { PolicyVersion = p.Terms.PolicyVersion } } } : c),
        ["an approval that lasts for ever"] = Rules((c, run) => c is RunCommand.BeginToolCall b && Approved(run, b) is { Decision: { } decided } ? b with { At = decided.At } : c),
        ["an approval for whatever bytes"] = Rules((c, run) => c is RunCommand.BeginToolCall b && Approved(run, b) is { } p
            ? b with { Verdict = b.Verdict with { ArgumentsHash = p.Approvals[0].ArgumentsHash } } : c),
        ["nobody needs to be asked"] = Rules((c, _) => c switch
        {
            RunCommand.RecordVerdict v => v with { Verdict = Harmless(v.Verdict) },
            RunCommand.BeginToolCall b => b with { Verdict = Harmless(b.Verdict) },
            _ => c,
        }),
        ["a performer that does not wait for the decision"] = services => services.Insert(0, ServiceDescriptor.Singleton<IPerformer, Hasty>()),
        ["a performer that sends twice"] = services => services.Insert(0, ServiceDescriptor.Singleton<IPerformer, Twice>()),
        ["rules that refuse everything"] = Rules((c, run) => c is RunCommand.RecordDecision { Kind: DecisionKind.Approve } d && run.Proposals[d.ProposalId] is { } p
            && (d.ArgumentsHash, d.ViewHash) == (p.ArgumentsHash, p.ViewHash) ? d with { ArgumentsHash = "none" } : c),
    };

    /// <summary>What the canary must say of each.</summary>
    public static readonly IReadOnlyDictionary<string, string> Findings = new Dictionary<string, string>
    {
        ["a seal that takes every mark"] = "An approval without the console's mark was used.",
        ["hashes that nobody compares"] = "An approval of other bytes was taken.",
        ["a requester who decides"] = "Who had asked for a call let it go.",
        ["a proposal that waits for ever"] = "A proposal that had expired was approved.",
        ["a validator that says yes"] = "An edit that the schema forbids was taken.",
        ["a definition that may change"] = "A call went out under a definition that no person had seen.",
        ["a policy that may change"] = "A call went out under a policy that no person had seen.",
        ["an approval that lasts for ever"] = "An approval that had expired was used.",
        ["an approval for whatever bytes"] = "An approval of other bytes was used.",
        ["nobody needs to be asked"] = "An irreversible call did not wait for a person.",
        ["a performer that does not wait for the decision"] = "A call reached its tool that no person had let go, or a second time.",
        ["a performer that sends twice"] = "A call reached its tool that no person had let go, or a second time.",
        ["rules that refuse everything"] = "An approval that holds was refused: argumentsHash is not that of the proposal's arguments.",
    };

    private static Action<IServiceCollection> Rules(Func<RunCommand, Run, RunCommand> breaking) =>
        services => services.Replace(ServiceDescriptor.Singleton<Deciding>((command, run) => RunDecider.Decide(breaking(command, run), run)));

    private static Proposal? Approved(Run run, RunCommand.BeginToolCall begin) => run.Calls[begin.CallId].ProposalId is { } id && run.Proposals[id].Approvals.Length > 0 ? run.Proposals[id] : null;

    private static Verdict Harmless(Verdict verdict) => verdict with { Terms = verdict.Terms! with { Reversibility = Reversibility.Reversible } };

    private static Verdict Passed(Verdict edited, Proposal proposal) => edited with
    {
        Validation = proposal.Validation, Terms = proposal.Terms, ArgumentsHash = edited.ArgumentsHash.Length > 0 ? edited.ArgumentsHash : new string('a', 64),
    };

    /// <summary>Sends as soon as a call is asked for.</summary>
    private sealed class Hasty(ToolCatalog catalog) : IPerformer
    {
        public Prepared? Prepare(Run run, Effect effect, Knowledge known)
        {
            if (effect is Effect.ValidateCall { CallId: var id }) Send(catalog, run, run.Calls[id].Asked.ToString(), $"{run.Agent switch { "clerk" => "box", var a => a }}.{run.Calls[id].Name}");
            return null;
        }
    }

    private sealed class Twice(ToolCatalog catalog) : IPerformer
    {
        public Prepared? Prepare(Run run, Effect effect, Knowledge known)
        {
            if (effect is Effect.CallTool { CallId: var id }) Send(catalog, run, run.Calls[id].Arguments!.Value.ToString(), run.Calls[id].Terms!.Tool);
            return null;
        }
    }

    private static void Send(ToolCatalog catalog, Run run, string arguments, string toolId)
    {
        var (id, parsed) = ($"{run.Id}.hasty", System.Text.Json.JsonElement.Parse(arguments));
        _ = catalog.CallAsync(new(id, toolId, parsed, true, Receipt.OfLookUp(id, toolId, parsed, run.OnBehalfOf)), CancellationToken.None);
    }
}
