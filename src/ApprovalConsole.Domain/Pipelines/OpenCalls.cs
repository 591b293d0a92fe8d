using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>The calls of a run that are not settled, where they are loose, in the order in which they were begun, as they are found among all that there were.</summary>
internal sealed class OpenCalls
{
    private readonly ImmutableDictionary<string, ToolCall> _among;
    private readonly ImmutableArray<ToolCall> _open;

    private OpenCalls(Run run) => (_among, _open) = (run.Calls, [.. run.Calls.Values.Where(c => !c.IsSettled).OrderBy(c => c.Step).ThenBy(c => c.Index)]);

    public static ImmutableArray<ToolCall> Of(Run run) => (run.LastOpen is { } last && ReferenceEquals(last._among, run.Calls) ? last : run.LastOpen = new(run))._open;
}
