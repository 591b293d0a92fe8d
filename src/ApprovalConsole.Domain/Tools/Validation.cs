using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What one layer says of a call.</summary>
public enum LayerVerdict
{
    Passed,
    Failed,

    /// <summary>The layer has no rules for this tool: nothing was checked, so nothing passed.</summary>
    NoRules,

    /// <summary>A look-up did not answer. Counts as failed.</summary>
    CouldNotCheck,
}

/// <summary>One layer's verdict with its findings.</summary>
public sealed record LayerReport(LayerVerdict Verdict, ImmutableArray<Finding> Findings)
{
    public static readonly LayerReport Passed = new(LayerVerdict.Passed, []);
    public static readonly LayerReport NoRules = new(LayerVerdict.NoRules, []);

    public static LayerReport Of(ImmutableArray<Finding> findings) => findings switch
    {
        { IsEmpty: true } => Passed,
        _ when findings.All(f => f.Code == Checks.Findings.CouldNotCheckCode) => new(LayerVerdict.CouldNotCheck, findings),
        _ => new(LayerVerdict.Failed, findings),
    };
}

/// <summary>The three layers' reports on one call.</summary>
public sealed record Validation(LayerReport Schema, LayerReport Semantic, LayerReport Authorization)
{
    public bool MayGo => Findings.IsEmpty && !Layers.Any(l => l.Verdict is LayerVerdict.Failed or LayerVerdict.CouldNotCheck);

    /// <summary>Nothing was found wrong, but something could not be looked up.</summary>
    public bool IsUnchecked => !MayGo && Layers.All(l => l.Verdict is not LayerVerdict.Failed);

    public ImmutableArray<Finding> Findings => [.. Layers.SelectMany(l => l.Findings)];

    private IEnumerable<LayerReport> Layers => [Schema, Semantic, Authorization];

    /// <summary>A call that did not get past the schema layer; the later layers were not asked.</summary>
    public static Validation FailedSchema(params ImmutableArray<Finding> findings) =>
        new(LayerReport.Of(findings), LayerReport.NoRules, LayerReport.NoRules);
}
