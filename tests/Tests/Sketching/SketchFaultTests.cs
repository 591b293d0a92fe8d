using System.Text.Json;
using ApprovalConsole.Domain.Tests.Tools.Sketching;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Sketching;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>What is proposed can be laid down: any of its lines, alone and with any others, of whatever server.</summary>
public sealed class SketchFaultTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_lines_that_an_admin_could_admit_together_are_faulty()
    {
        var admitted = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var (server, dice) = (new AnyServer(seed), new Random(seed));
            foreach (var tool in server.Tools)
            {
                var lines = PolicySketcher.Of(tool, server.Tools, server.Recorded).Lines;
                for (var n = 0; n < 4; n++)
                {
                    var some = lines.Where(_ => n == 0 || dice.Next(2) == 0).ToList();
                    var policy = PolicySketcher.Over(tool.Policy, some.Select(l => l.Line));
                    Assert.True(PolicyFaults.All(policy, tool.Definition.Schema, Noon).ToList() is [], $"seed {seed}, {tool.Id}: {string.Join("; ", PolicyFaults.All(policy, tool.Definition.Schema, Noon))}");
                    Assert.True(ToolCatalog.TryCompile(policy, out _, out var reason), reason);
                    var read = PolicyText.Read(PolicyText.Of(policy)).Policy!;
                    Assert.Empty(PolicyWeakening.Of(policy, read)); // what is pasted into settings is what was shown
                    admitted += some.Count;
                }
            }
        }

        Assert.True(admitted > 1000, $"only {admitted} lines");
    }

    [Fact]
    public void A_line_without_what_it_needs_would_be_faulty() =>
        Assert.NotEmpty(PolicyFaults.All(new PolicyLine.Class(Reversibility.Reversible, null).Over(new()), Noon));

    [Fact]
    public void Every_kind_of_line_is_said_in_words_and_as_the_keys_that_it_sets()
    {
        var lines = Enumerable.Range(0, 400).Select(seed => new AnyServer(seed)).SelectMany(s => s.Tools.SelectMany(t => PolicySketcher.Of(t, s.Tools, s.Recorded).Lines)).DistinctBy(l => l.Line.GetType()).ToList();
        Assert.Equal(8, lines.Count);
        Assert.All(lines, l => Assert.NotEmpty(SketchWords.Of(l.Line)));
        Assert.All(lines, l => Assert.NotEmpty(SketchWords.Fragment(l.Line)));
        Assert.Equal(lines.Count, lines.Select(l => SketchWords.KindOf(l.Line)).Distinct().Count());
        Assert.Equal("""{"reversibility":"Critical"}""", SketchWords.Fragment(new PolicyLine.Class(Reversibility.Critical, null)).ToJsonString());
        Assert.DoesNotContain("reversibility", SketchWords.Fragment(new PolicyLine.Grounded("/order_id", "record")).ToJsonString(), StringComparison.Ordinal);
    }
}
