using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Receipts;

/// <summary>Why a call was let go.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LetGoBy>))]
public enum LetGoBy
{
    /// <summary>People approved it.</summary>
    [JsonStringEnumMemberName("person")] Person,

    /// <summary>A standing approval of two admins covers it.</summary>
    [JsonStringEnumMemberName("standingApproval")] StandingApproval,

    /// <summary>Its policy lets it run by itself.</summary>
    [JsonStringEnumMemberName("policy")] Policy,

    /// <summary>The console reads to check a call.</summary>
    [JsonStringEnumMemberName("lookUp")] LookUp,
}

/// <summary>What passed the gate: one sending of one call.</summary>
/// <param name="ExecutionId">Unlike any other sending's: whoever has seen it already is being told something twice.</param>
/// <param name="Tool">The tool's id, as in <c>shop.refund</c>.</param>
/// <param name="ArgumentsHash">Lower-case hex SHA-256 of the arguments' canonical JSON (RFC 8785).</param>
/// <param name="Principal">Subject of the user on whose behalf the call is made.</param>
/// <param name="Reversibility">The call's class when it was let go.</param>
/// <param name="Rule">The standing approval's name. Null unless one let it go.</param>
/// <param name="ProposalId">What people decided on. Null unless they did.</param>
/// <param name="DecisionIds">Their decisions. Null unless they did.</param>
public sealed record Receipt(
    string ExecutionId, string Tool, string ArgumentsHash, string Principal, LetGoBy Decision, string Reversibility, string? Rule = null, string? ProposalId = null,
    IReadOnlyList<string>? DecisionIds = null)
{
    /// <summary>Where an MCP server finds the signed receipt: in the call's <c>_meta</c>.</summary>
    public const string MetaKey = "approvalconsole.dev/receipt";

    internal static Receipt Of(Run run, ToolCall call)
    {
        var approvals = call.ProposalId is { } id ? run.Proposals[id].Approvals : ImmutableArray<Approval>.Empty;
        var by = approvals.Length > 0 ? LetGoBy.Person : call.Terms!.ByRule is not null ? LetGoBy.StandingApproval : LetGoBy.Policy;
        return new(
            call.Intent!.ExecutionId, call.Terms!.Tool, call.ArgumentsHash, run.OnBehalfOf.Subject.ToString(), by, call.Terms.Reversibility.ToString(),
            by is LetGoBy.StandingApproval ? call.Terms.ByRule : null, by is LetGoBy.Person ? call.ProposalId : null,
            by is LetGoBy.Person ? [.. approvals.Select(a => a.DecisionId)] : null);
    }

    internal static Receipt OfLookUp(string executionId, string tool, JsonElement arguments, Principal principal) =>
        new(executionId, tool, CanonicalJson.Hash(arguments), principal.Subject.ToString(), LetGoBy.LookUp, nameof(Domain.Tools.Reversibility.ReadOnly));
}
