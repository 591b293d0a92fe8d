using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using FsCheck.Xunit;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>What holds of every sketch, of whatever server and after whatever calls.</summary>
public sealed class SketchProperties
{
    [Property(MaxTest = 200)]
    public void What_is_weaker_than_what_holds_is_marked_as_weaker(int seed)
    {
        var server = new AnyServer(seed);
        foreach (var tool in server.Tools)
        {
            foreach (var line in PolicySketcher.Of(tool, server.Tools, server.Recorded).Lines)
            {
                var after = line.Line.Over(tool.Policy);
                Assert.Equal(after.Reversibility < tool.Policy.Reversibility, line.Weakens.Any(w => w.StartsWith("the class falls", StringComparison.Ordinal)));
                Assert.Equal(PolicyWeakening.Of(tool.Policy, after), line.Weakens);
                if (after.Reversibility < tool.Policy.Reversibility) Assert.True(line.IsClaim && tool.PolicyVersion == 0, line.Id);
            }
        }
    }

    [Property(MaxTest = 200)]
    public void The_servers_word_for_destroying_is_never_answered_with_less(int seed)
    {
        var server = new AnyServer(seed);
        foreach (var tool in server.Tools.Where(t => t.Definition.Annotations is { ValueKind: JsonValueKind.Object } a && a.TryGetProperty("destructiveHint", out var hint) && hint.ValueKind is JsonValueKind.True))
            Assert.All(PolicySketcher.Of(tool, server.Tools, server.Recorded).Lines, l => Assert.True(l.Line is not PolicyLine.Class { Reversibility: < Reversibility.Critical }));
    }

    [Property(MaxTest = 100)]
    public void The_same_question_has_the_same_answer(int seed)
    {
        var (once, again) = (new AnyServer(seed), new AnyServer(seed));
        for (var i = 0; i < once.Tools.Length; i++) Assert.Equal(Text(once, once.Tools[i]), Text(again, again.Tools[i]));
        var backwards = PolicySketcher.Of(once.Tools[0], [.. once.Tools.Reverse()], once.Recorded);
        Assert.Equal(Text(once, once.Tools[0]), Text(backwards));
    }

    [Property(MaxTest = 100)]
    public void Lines_have_ids_of_their_own_and_tell_why(int seed)
    {
        var server = new AnyServer(seed);
        foreach (var lines in server.Tools.Select(t => PolicySketcher.Of(t, server.Tools, server.Recorded).Lines))
        {
            Assert.Equal(lines.Length, lines.Select(l => l.Id).Distinct().Count());
            Assert.All(lines, l => Assert.NotEmpty(l.Reasons));
        }
    }

    [Fact]
    public void The_dice_reach_every_kind_of_line() => Assert.Equal(
        typeof(PolicyLine).GetNestedTypes().Select(t => t.Name).Order(),
        Enumerable.Range(0, 600).Select(seed => new AnyServer(seed)).SelectMany(s => s.Tools.SelectMany(t => PolicySketcher.Of(t, s.Tools, s.Recorded).Lines)).Select(l => l.Line.GetType().Name).Distinct().Order());

    private static string Text(AnyServer server, Tool tool) => Text(PolicySketcher.Of(tool, server.Tools, server.Recorded));

    private static string Text(PolicySketch sketch) => $"{JsonSerializer.Serialize(sketch)} {string.Join('\n', sketch.Lines.Select(l => JsonSerializer.Serialize<object>(l.Line)))}";
}
