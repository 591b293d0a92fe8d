using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Benchmarks;

/// <summary>All three layers without look-ups: a typical call, arguments of 64 KB, and values made to be expensive; as ratios to parsing the same text.</summary>
internal static class ValidationBenchmark
{
    private const string Typical = """{"order_id":"W2378156","amount":120.5,"reason":"arrived broken","lines":[{"item":"i1","quantity":1},{"item":"i2","quantity":2}]}""";

    private static readonly Tool Tool = Of(
        """
        {"type":"object","required":["order_id","amount"],"properties":{"order_id":{"type":"string","pattern":"^W[0-9]{7}$"},"amount":{"type":"number","exclusiveMinimum":0},
         "reason":{"type":"string","maxLength":500},"lines":{"type":"array","items":{"type":"object","properties":{"item":{"type":"string"},"quantity":{"type":"integer","minimum":1}}}}}}
        """,
        """
        {"rules":[{"when":{"properties":{"amount":{"minimum":500}}},"reversibility":"Critical"}],"permissions":["orders.write"],
         "checks":[{"argument":"/amount","range":{"min":0,"max":1000}}],"authorization":[{"argument":"/order_id","equals":"{principal.attributes.order}"}]}
        """);

    private static readonly CallContext Context = new(new("u1", ["orders.write"], """{"order":"W2378156"}"""), "desk", "r1.1.1", DateTimeOffset.UnixEpoch, Knowledge.None);

    public static int Run()
    {
        var big = $$"""{"order_id":"W2378156","amount":120.5,"lines":[{{string.Join(",", Enumerable.Range(0, 2000).Select(i => $$"""{"item":"item{{i}}","quantity":{{i + 1}}}"""))}}]}""";
        Report("a typical call", Tool, Typical, 20_000);
        Report($"{big.Length / 1024} KB of arguments", Tool, big, 100);
        Report("a pattern that backtracks", Of("""{"type":"object","properties":{"v":{"type":"string","pattern":"^(a+)+(?=b)$"}}}""", "{}"), $$"""{"v":"{{new string('a', 30_000)}}"}""", 3);
        Report("64 KB of nested lists", Of("""{"type":"object","properties":{"v":true}}""", "{}"), $$"""{"v":{{string.Concat(Enumerable.Repeat("[", 40))}}{{string.Join(",", Enumerable.Repeat("1", 32_000))}}{{string.Concat(Enumerable.Repeat("]", 40))}}}""", 20);
        return 0;
    }

    private static Tool Of(string schema, string policy)
    {
        var definition = new ToolDefinition("desk", "refund", "Pays back.", JsonElement.Parse(schema));
        if (!JsonSchema.TryCompile(definition.Schema, out var compiled, out var reason)) throw new InvalidOperationException(reason);
        var laid = JsonSerializer.Deserialize<ToolPolicy>(policy, ApprovalConsole.Orchestrator.Projections.ViewJson.Options)!;
        return new Tool(definition, compiled, laid, 1, ToolStatus.Active)
        {
            Rules = [.. laid.Rules.Select(r => ConditionSchema.TryCompile(r.When, out var when, out _) ? new CompiledRule(when, r.Reversibility) : throw new InvalidOperationException())],
        };
    }

    private static void Report(string what, Tool tool, string arguments, int times)
    {
        var parse = Time(times, () => { using var document = JsonDocument.Parse(arguments); });
        var validate = Time(times, () => CallValidator.Assess(tool, arguments, Context));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-28} {validate.TotalMicroseconds,12:0.0} µs   {validate / parse,8:0.0} × parsing   {(CallValidator.Assess(tool, arguments, Context).Verdict!.MayGo ? "passes" : "refused")}"));
    }

    private static TimeSpan Time(int times, Action work)
    {
        for (var i = 0; i < Math.Max(1, times / 5); i++) work();
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < times; i++) work();
            best = watch.Elapsed / times < best ? watch.Elapsed / times : best;
        }

        return best;
    }
}
