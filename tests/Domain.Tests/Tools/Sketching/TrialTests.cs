using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tests.Checks;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>Impossible values, and a line of a sketch that is tried alone.</summary>
public sealed class TrialTests
{
    private static readonly Tool Change = Shop.With("{}");

    [Theory]
    [InlineData("W1009", "W1000", "X1009", "W1109")]
    [InlineData("Kim", "Kin", "Lim", "Kjm")]
    [InlineData("#", "#x")]
    public void An_id_is_garbled_in_one_place(string id, params string[] garbled) =>
        Assert.Equal(garbled, Corruption.OfId(JsonSerializer.SerializeToElement(id), []).Select(v => v.GetString()));

    [Fact]
    public void What_is_known_to_exist_is_not_impossible() =>
        Assert.Equal(["X1009", "W1109", "W1009W1009"], Corruption.OfId(JsonSerializer.SerializeToElement("W1009"), [JsonSerializer.SerializeToElement("W1000")]).Select(v => v.GetString()));

    [Fact]
    public void Numbers_lie_outside_of_their_range() =>
        Assert.All(Corruption.OfNumber(0, 500), v => Assert.True(v.GetDecimal() is < 0 or > 500));

    [Theory]
    [InlineData("{}", "/lines/*/item", """{"lines":[{"item":"x"}]}""")]
    [InlineData("""{"lines":[{"item":"a","n":1},{"item":"b"}],"v":2}""", "/lines/*/item", """{"lines":[{"item":"x","n":1},{"item":"b"}],"v":2}""")]
    [InlineData("""{"names":["a","b"]}""", "/names/*", """{"names":["x","b"]}""")]
    public void It_stands_where_the_good_one_stood(string arguments, string pointer, string with) =>
        Assert.Equal(with, Corruption.With(JsonElement.Parse(arguments), pointer, JsonElement.Parse("\"x\"")).GetRawText());

    [Fact]
    public void A_line_is_tried_alone_and_tells_the_one_from_the_other()
    {
        var line = new PolicyLine.Check(new() { Argument = "/order", Exists = new() { Tool = "shop.get_order", Arguments = JsonElement.Parse("""{"order_id":"{/order}"}""") } });
        var trial = new Trial(Try(line, """{"order":"A1"}"""), Try(line, """{"order":"B1"}"""), null);
        Assert.Equal((TrialOutcome.Passes, TrialOutcome.Refused, "notFound"), (trial.Good!.Outcome, trial.Impossible!.Outcome, trial.Impossible.Code));
        Assert.True(trial.IsProven);
    }

    [Fact]
    public void What_lets_an_impossible_value_pass_is_disproven_and_what_could_not_be_checked_proves_nothing()
    {
        var any = new PolicyLine.Check(new() { Argument = "/order", Range = new() { Min = 0 } });
        Assert.True(new Trial(Try(any, """{"order":1}"""), Try(any, """{"order":2}"""), null) is { IsProven: false, IsDisproven: true });
        var silent = new PolicyLine.Check(new() { Argument = "/order", Exists = new() { Tool = "shop.nobody", Arguments = JsonElement.Parse("""{"order_id":"{/order}"}""") } });
        var lost = Try(silent, """{"order":"A1"}""", new World().IsSilent("shop.nobody"));
        Assert.Equal(TrialOutcome.CouldNotCheck, lost.Outcome);
        Assert.True(new Trial(new("A1", TrialOutcome.Passes), lost, null) is { IsProven: false, IsDisproven: false });
    }

    [Fact]
    public void An_id_that_is_written_otherwise_is_forbidden()
    {
        var line = new PolicyLine.Shape(new(JsonElement.Parse("""{"properties":{"order":{"not":{"pattern":"^W[0-9]{4,5}$"}}}}"""), Reversibility.Forbidden));
        Assert.Equal(TrialOutcome.Passes, Try(line, """{"order":"W1000"}""").Outcome);
        Assert.All(Corruption.OfShape(JsonSerializer.SerializeToElement("W1000")), v => Assert.Equal("forbidden", Try(line, JsonSerializer.Serialize(new { order = v })).Code));
    }

    private static Tried Try(PolicyLine line, string arguments, World? world = null) => TrialTool.Read(Shop.On(TrialTool.Of(Change, line), arguments, world), "x");
}
