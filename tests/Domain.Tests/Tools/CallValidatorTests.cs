using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>I7 and I8: the three layers, and everything that is not plainly allowed.</summary>
public sealed class CallValidatorTests
{
    private static readonly Tool Guarded = Toolbox.Note.WithPolicy(p => p with { Permissions = ["orders.write", "orders.admin"] });

    [Fact]
    public void A_call_that_passes_has_canonical_bytes_and_their_hash()
    {
        var verdict = On(Toolbox.Note, """{ "text": "x", "order": "A1", "amount": 2.0 }""");
        Assert.True(verdict.MayGo);
        Assert.Equal("""{"amount":2,"order":"A1","text":"x"}""", verdict.Arguments.ToString());
        Assert.Equal(On(Toolbox.Note, """{"amount":2,"order":"A1","text":"x"}""").ArgumentsHash, verdict.ArgumentsHash);
    }

    [Theory]
    [InlineData("{\"order\":", "malformedJson")]
    [InlineData("""{"order":"A1","order":"A2"}""", "duplicateKey")]
    [InlineData("[]", "type")]
    [InlineData("", "required")]
    [InlineData("""{"order":"A1","orders":"A2"}""", "unevaluatedProperty")]
    [InlineData("""{"order":"\ud800"}""", "loneSurrogate")]
    [InlineData("""{"order":"A1","amount":0.1000000000000000055511151231257827}""", "numberNotExact")]
    public void I8_arguments_that_cannot_be_read_one_way_are_refused(string arguments, string code)
    {
        var verdict = On(Toolbox.Note, arguments);
        Assert.False(verdict.MayGo);
        Assert.Contains(code, verdict.Validation.Findings.Select(f => f.Code));
    }

    [Fact]
    public void I8_an_unknown_tool_is_refused_and_the_known_ones_are_named()
    {
        var verdict = CallValidator.Assess("nothing", "{}", [("note", Toolbox.Note), ("look", Toolbox.Look)], Contexts.Of(People.Paula)).Verdict!;
        Assert.False(verdict.MayGo);
        Assert.Equal(("unknownTool", "note, look"), (verdict.Validation.Findings.Single().Code, verdict.Validation.Findings.Single().Allowed));
    }

    [Theory]
    [InlineData(ToolStatus.Changed)]
    [InlineData(ToolStatus.NotAdmitted)]
    [InlineData(ToolStatus.Disabled)]
    [InlineData(ToolStatus.Refused)]
    public void I8_a_tool_that_is_not_offered_is_refused(ToolStatus status) =>
        Assert.Equal("toolUnavailable", On(Toolbox.Note with { Status = status }, """{"order":"A1"}""").Validation.Findings.Single().Code);

    [Fact]
    public void A_call_of_a_tool_whose_server_does_not_answer_now_is_checked_like_any_other() =>
        Assert.Equal(On(Toolbox.Note, """{"order":"A1"}""").MayGo, On(Toolbox.Note with { Status = ToolStatus.Unreachable }, """{"order":"A1"}""").MayGo);

    [Fact]
    public void I8_a_tool_without_a_compiled_schema_is_refused() => Assert.False(On(Toolbox.Note with { Schema = null }, """{"order":"A1"}""").MayGo);

    [Fact]
    public void I8_a_forbidden_class_does_not_go() => Assert.False(On(Toolbox.Wipe, """{"order":"A1"}""").MayGo);

    [Fact]
    public void Every_permission_that_the_principal_lacks_is_reported()
    {
        var verdict = On(Guarded, """{"order":"A1"}""");
        Assert.Equal(LayerVerdict.Failed, verdict.Validation.Authorization.Verdict);
        Assert.Equal(["orders.admin"], verdict.Validation.Findings.Select(f => f.Allowed));
    }

    [Theory]
    [InlineData(new[] { "orders.write", "orders.admin" }, true)]
    [InlineData(new[] { "*" }, true)]
    [InlineData(new[] { "orders.*" }, false)]
    [InlineData(new string[0], false)]
    public void Permissions_are_all_needed_and_none_is_assumed(string[] held, bool mayGo) =>
        Assert.Equal(mayGo, CallValidator.Assess(Guarded, """{"order":"A1"}""", Contexts.Of(new Principal("paula", [.. held], "{}"))).Verdict!.MayGo);

    [Fact]
    public void A_layer_without_rules_says_so_and_is_not_called_passed()
    {
        var validation = On(Toolbox.Note, """{"order":"A1"}""").Validation;
        Assert.Equal((LayerVerdict.Passed, LayerVerdict.NoRules, LayerVerdict.NoRules), (validation.Schema.Verdict, validation.Semantic.Verdict, validation.Authorization.Verdict));
    }

    [Fact]
    public void A_layer_that_could_not_check_has_not_passed() =>
        Assert.False(new Validation(LayerReport.Passed, new(LayerVerdict.CouldNotCheck, []), LayerReport.NoRules).MayGo);

    [Fact]
    public void A_finding_repeats_no_value_of_the_arguments() =>
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(On(Toolbox.Note, """{"order":{"secret":1},"amount":"secret"}""").Validation), StringComparison.Ordinal);

    private static Verdict On(Tool tool, string arguments) => CallValidator.Assess(tool, arguments, Contexts.Of(People.Paula)).Verdict!;
}
