using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Tests.Retail;

/// <summary>What became of corrupted calls, counted by kind.</summary>
internal sealed class Catches
{
    private readonly ConcurrentBag<Caught> _all = [];

    public IReadOnlyCollection<Caught> All => _all;

    public void Add(CorruptedCall call, Verdict verdict) => _all.Add(new(call, !verdict.MayGo, [.. Objections(verdict)], verdict.Validation));

    public override string ToString()
    {
        var table = new StringBuilder().AppendLine("| kind | generated | caught | by the right layer | schema | semantic | authorization | class |").AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var kind in _all.GroupBy(c => c.Call.Kind).OrderBy(k => k.First().Call.MustObject).ThenBy(k => k.Key, StringComparer.Ordinal)) table.AppendLine(Row(kind.Key, [.. kind]));
        return table.AppendLine(Row("all", [.. _all])).ToString();
    }

    private static string Row(string kind, IReadOnlyList<Caught> calls) => string.Create(CultureInfo.InvariantCulture,
        $"| {kind} | {calls.Count} | {calls.Count(c => c.IsCaught)} | {calls.Count(c => c.IsRight)} | {By(calls, Objection.Schema)} | {By(calls, Objection.Semantic)} | {By(calls, Objection.Authorization)} | {By(calls, Objection.Class)} |");

    private static int By(IReadOnlyList<Caught> calls, Objection objection) => calls.Count(c => c.Objections.Contains(objection));

    /// <summary>Only what failed objects; what could not be checked says nothing of the call.</summary>
    private static IEnumerable<Objection> Objections(Verdict verdict)
    {
        if (verdict.Validation.Schema.Verdict is LayerVerdict.Failed) yield return Objection.Schema;
        if (verdict.Validation.Semantic.Verdict is LayerVerdict.Failed) yield return Objection.Semantic;
        if (verdict.Validation.Authorization.Verdict is LayerVerdict.Failed) yield return Objection.Authorization;
        if (verdict.Terms?.Reversibility is Reversibility.Forbidden) yield return Objection.Class;
    }
}

/// <summary>One corrupted call and the gate's word on it.</summary>
internal sealed record Caught(CorruptedCall Call, bool IsCaught, IReadOnlyList<Objection> Objections, Validation Validation)
{
    public bool IsRight => IsCaught && Objections.Contains(Call.MustObject);

    /// <summary>A look-up that did not answer: the measurement then says nothing.</summary>
    public bool IsUnchecked => Validation.Findings.Any(f => f.Code == "couldNotCheck");

    public override string ToString() => $"{Call.Kind}: {Call.Tool} {Call.Arguments}; {string.Join(" ", Validation.Findings.Select(f => $"{f.Layer} {f.Path} {f.Code}"))}";
}
