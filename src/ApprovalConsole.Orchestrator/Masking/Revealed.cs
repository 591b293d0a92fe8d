using System.Collections.Immutable;
using ApprovalConsole.Domain.Masking;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>The sensitive values of a run that one person asked for, and that the audit log says so of. What the run comes to hold later is not among them.</summary>
public sealed class Revealed
{
    internal Revealed(string runId, int version, ImmutableArray<RevealedValue> all) =>
        (RunId, Version, All, Values) = (runId, version, all, new(all.Select(v => Secrets.KeyOf(v.Value))));

    public string RunId { get; }

    /// <summary>The run's, when it was revealed.</summary>
    public int Version { get; }

    public ImmutableArray<RevealedValue> All { get; }

    internal Secrets Values { get; }
}

/// <summary>One value, where it is.</summary>
/// <param name="Where"><c>arguments</c>, <c>result</c>, or the tool and path that were looked up.</param>
/// <param name="Path">Pointer within it.</param>
public sealed record RevealedValue(string CallId, string Tool, string Where, string Path, System.Text.Json.JsonElement Value);
