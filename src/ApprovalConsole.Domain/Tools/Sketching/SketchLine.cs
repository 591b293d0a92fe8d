using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A line of a sketch, and what speaks for it. It holds nothing before an admin has admitted it.</summary>
/// <param name="Id">The same for the same line, whenever it is proposed.</param>
/// <param name="Reasons">In words, without any recorded value but numbers that the line itself holds.</param>
public sealed record SketchLine(string Id, PolicyLine Line, ImmutableArray<string> Reasons)
{
    /// <summary>What it would let through that is held now, in words; empty where nothing is.</summary>
    public ImmutableArray<string> Weakens { get; init; } = [];

    /// <summary>Nothing but names, or the server's own claims, speak for it.</summary>
    public bool IsClaim { get; init; }

    /// <summary>The argument that a trial makes impossible, <c>*</c> for every element; null where there is nothing to try.</summary>
    public string? Tries { get; init; }

    /// <summary>Where a value that exists can be looked up; null: nowhere.</summary>
    public LookUp? SampleFrom { get; init; }

    /// <summary>Tools that it looks things up in and that are not ReadOnly by policy yet.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
}

/// <summary>What could be laid down for a tool, line by line.</summary>
/// <param name="Notes">What was considered and is not proposed, and why.</param>
public sealed record PolicySketch(string ToolId, ImmutableArray<SketchLine> Lines, ImmutableArray<string> Notes);
