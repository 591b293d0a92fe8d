using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>The authorization layer: whose things these are, and how many.</summary>
public sealed class AuthorizationTests
{
    private const string Owns =
        """{"Owns":{"Tool":"shop.get_order","Arguments":{"order_id":"{/order}"},"Path":"/user_id","Equals":"{principal.attributes.user_id}"}}""";

    [Theory]
    [InlineData("""{"user":"u1"}""", true)]
    [InlineData("""{"user":"u2"}""", false)]
    [InlineData("""{"user":["u1"]}""", false)]
    [InlineData("""{"user":null}""", false)]
    [InlineData("""{"user":""}""", false)]
    [InlineData("{}", false)]
    public void An_argument_must_be_the_principals_own(string arguments, bool passes)
    {
        var verdict = Shop.On(Shop.WithRule("""{"Argument":"/user","Equals":"{principal.attributes.user_id}"}"""), arguments);
        Assert.Equal(passes, verdict.MayGo);
        Assert.All(verdict.Validation.Findings, f => Assert.Equal(Layer.Authorization, f.Layer));
    }

    [Theory]
    [InlineData("A1", true)]
    [InlineData("A2", false)]
    [InlineData("A9", false)]
    [InlineData("", false)]
    public void What_is_looked_up_must_belong_to_the_principal(string order, bool passes) => Assert.Equal(passes, Shop.On(Shop.WithRule(Owns), $$$"""{"order":"{{{order}}}"}""").MayGo);

    [Fact]
    public void Who_asks_does_not_learn_whether_a_thing_belongs_to_others_or_does_not_exist()
    {
        var (others, none) = (Shop.On(Shop.WithRule(Owns), """{"order":"A2"}"""), Shop.On(Shop.WithRule(Owns), """{"order":"A9"}"""));
        Assert.Equal(others.Validation.Findings, none.Validation.Findings);
    }

    [Fact]
    public void Nor_what_would_fit_another_ones_record()
    {
        var tool = Shop.With($$$"""{"Checks":[{"Argument":"/v","OneOf":{"Tool":"shop.get_order","Arguments":{"order_id":"{/order}"},"Path":"/items/*/item_id"}}],"Authorization":[{{{Owns}}}]}""");
        Assert.Equal("i1, i2", Shop.On(tool, """{"order":"A1","v":"x"}""").Validation.Semantic.Findings.Single().Allowed);
        Assert.Null(Shop.On(tool, """{"order":"A2","v":"x"}""").Validation.Semantic.Findings.Single().Allowed);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"user_id":null}""")]
    [InlineData("""{"user_id":""}""")]
    [InlineData("""{"user_id":{}}""")]
    public void I8_a_principal_of_whom_nothing_is_known_owns_nothing(string attributes)
    {
        var nobody = new Principal("x", [], attributes);
        Assert.False(Shop.On(Shop.WithRule(Owns), """{"order":"A1"}""", principal: nobody).MayGo);
        Assert.False(Shop.On(Shop.WithRule("""{"Argument":"/user","Equals":"{principal.attributes.user_id}"}"""), """{"user":"u1"}""", principal: nobody).MayGo);
    }

    [Fact]
    public void Attributes_may_lie_deeper() =>
        Assert.True(Shop.On(Shop.WithRule("""{"Argument":"/v","Equals":"{principal.attributes.team.name}"}"""), """{"v":"blue"}""").MayGo);

    [Theory]
    [InlineData(19, 0, true)]
    [InlineData(20, 0, false)]
    [InlineData(0, 950, true)]
    [InlineData(0, 950.01, false)]
    public void A_quota_counts_and_sums_what_others_have_taken(long count, double sum, bool passes)
    {
        var world = Shop.World();
        world.Taken = (count, (decimal)sum);
        var verdict = Shop.On(Shop.WithRule("""{"Quota":{"Window":"P1D","Per":"Principal","Count":20,"SumOf":"/v","SumMax":1000}}"""), """{"v":50}""", world);
        Assert.Equal(passes, verdict.MayGo);
        Assert.Equal(50_000_000, verdict.Terms!.Quotas!.Single().AmountMicros);
        Assert.Equal("quota", verdict.Facts.Single().Tool);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"v":-1}""")]
    [InlineData("""{"v":"50"}""")]
    [InlineData("""{"v":null}""")]
    [InlineData("""{"v":1e30}""")]
    public void I8_an_amount_that_cannot_be_summed_is_refused(string arguments) =>
        Assert.Equal("quotaAmount", Shop.On(Shop.WithRule("""{"Quota":{"Window":"P1D","SumOf":"/v","SumMax":1000}}"""), arguments).Validation.Findings.Single().Code);

    [Fact]
    public void Quotas_of_two_principals_two_tools_and_two_windows_are_counted_apart()
    {
        string Scope(string window, string per, string subject) => Shop.On(Shop.WithRule($$$"""{"Quota":{"Window":"{{{window}}}","Per":"{{{per}}}","Count":1}}"""), "{}", principal: new(subject, [], "{}"))
            .Terms!.Quotas!.Single().Scope;
        Assert.Equal(5, new[] { Scope("P1D", "Principal", "a"), Scope("P1D", "Principal", "b"), Scope("P7D", "Principal", "a"), Scope("P1D", "Tool", "a"), Scope("P1D", "Agent", "a") }.Distinct().Count());
        Assert.Equal(Scope("P1D", "Tool", "a"), Scope("P1D", "Tool", "b"));
    }

    [Fact]
    public void A_layer_without_rules_says_so() => Assert.Equal(LayerVerdict.NoRules, Shop.On(Shop.With("{}"), "{}").Validation.Authorization.Verdict);
}
