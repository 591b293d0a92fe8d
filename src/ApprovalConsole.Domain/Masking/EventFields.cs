using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Masking;

/// <summary>Where the events of a run hold arguments and results, and of which tool: to be read or rewritten place by place.</summary>
/// <param name="run">As its events left it.</param>
internal abstract class EventFields(Run run)
{
    /// <summary>With these, the words of an error are the console's, and hold nothing of what a tool answered.</summary>
    private static readonly HashSet<string> OurCodes = ["unreachable", "changed", "stopped", "gateUnproven", "lost", ResultCheck.Withheld, ResultCheck.Malformed];

    public RunEvent Of(RunEvent @event) => @event switch
    {
        RunEvent.CallsGiven e => e with { Calls = [.. e.Calls.Select(Asked)] },
        RunEvent.NodesReached e => e with { Calls = [.. e.Calls.Select(Asked)] },
        RunEvent.CallAsked e => e with { Call = Asked(e.Call) },
        RunEvent.ModelReplied e => e with { Calls = [.. e.Calls.Select(Asked)] },
        RunEvent.CallValidated e => e with
        {
            Arguments = Arguments(e.Terms.Tool, e.CallId, e.Arguments), Facts = [.. e.Facts.Select(f => Fact(e.CallId, f))], Terms = Terms(e.Terms, e.CallId, e.Arguments, e.Facts),
            Validation = Checked(e.Terms.Tool, e.Validation),
        },
        RunEvent.CallRefused e when run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Findings = [.. e.Findings.Select(f => Finding(ToolOf(call), f))] },
        RunEvent.ProposalMade e => e with
        {
            Arguments = Arguments(e.Terms.Tool, e.CallId, e.Arguments), Facts = [.. e.Facts.Select(f => Fact(e.CallId, f))], Terms = Terms(e.Terms, e.CallId, e.Arguments, e.Facts),
            Difference = [.. e.Difference.Select(d => Different(e.Terms.Tool, e.CallId, d))], Validation = Checked(e.Terms.Tool, e.Validation),
        },
        RunEvent.ProposalEdited e when CallOf(e.ProposalId) is { } call => e with
        {
            Arguments = Arguments(e.Terms.Tool, call.Id, e.Arguments), Facts = [.. e.Facts.Select(f => Fact(call.Id, f))], Terms = Terms(e.Terms, call.Id, e.Arguments, e.Facts),
            Validation = Checked(e.Terms.Tool, e.Validation),
        },
        RunEvent.ProposalStaled { Difference: { } difference } e when CallOf(e.ProposalId) is { } call =>
            e with { Difference = [.. difference.Select(d => Different(ToolOf(call), call.Id, d))] },
        RunEvent.ProposalResponded e when CallOf(e.ProposalId) is { } call => e with { Result = Result(ToolOf(call), call.Id, e.Result) },
        RunEvent.CallSucceeded e when run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Result = Result(ToolOf(call), call.Id, e.Result) },
        RunEvent.CallContradicted e when run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Answer = Result(ToolOf(call), call.Id, e.Answer) },
        RunEvent.CallFailed { Code: "noAnswer", Message.Text: { } why } e when run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Message = Broke(call, why) },
        RunEvent.CallFailed e when !OurCodes.Contains(e.Code) && run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Message = Result(ToolOf(call), call.Id, e.Message) },
        RunEvent.CallOutcomeUnknown e when run.Calls.GetValueOrDefault(e.CallId) is { } call => e with { Why = Broke(call, e.Why) },
        RunEvent.CallOutcomeSettled { Evidence: { } evidence } e => e with { Evidence = Fact(e.CallId, evidence) },
        _ => @event,
    };

    protected abstract Payload Arguments(string tool, string callId, Payload arguments);

    protected abstract Payload Result(string tool, string callId, Payload result);

    protected abstract Fact Fact(string callId, Fact fact);

    protected abstract CallTerms Terms(CallTerms terms, string callId, Payload arguments, ImmutableArray<Fact> facts);

    protected abstract Finding Finding(string tool, Finding finding);

    private Validation Checked(string tool, Validation validation) => new(Checked(tool, validation.Schema), Checked(tool, validation.Semantic), Checked(tool, validation.Authorization));

    private LayerReport Checked(string tool, LayerReport report) => report.Findings.IsEmpty ? report : report with { Findings = [.. report.Findings.Select(f => Finding(tool, f))] };

    private RequestedCall Asked(RequestedCall call) =>
        call with { Arguments = Arguments(run.Calls.GetValueOrDefault(call.CallId) is { } known ? ToolOf(known) : call.Name, call.CallId, call.Arguments) };

    private Difference Different(string tool, string callId, Difference difference) => difference.Source is Difference.Reviewer
        ? difference with { Was = Arguments(tool, callId, difference.Was), Is = Arguments(tool, callId, difference.Is) }
        : difference with { Was = Looked(callId, difference, difference.Was), Is = Looked(callId, difference, difference.Is) };

    private Payload Looked(string callId, Difference difference, Payload value) => value.Text is { } text && StrictJson.TryParse(text, out _, out _)
        ? Fact(callId, new(null, difference.Source, "", difference.Path, value, default)).Value : value; // else that there was none

    private string Broke(ToolCall call, string why) => ToolOutcome.Unknown.Rewritten(why, theirs => Result(ToolOf(call), call.Id, theirs).ToString());

    private ToolCall? CallOf(string proposalId) => run.Proposals.GetValueOrDefault(proposalId) is { } proposal ? run.Calls.GetValueOrDefault(proposal.CallId) : null;

    private static string ToolOf(ToolCall call) => call.Terms?.Tool ?? call.Name;
}
