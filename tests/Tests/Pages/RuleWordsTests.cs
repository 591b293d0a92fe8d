using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Words;

namespace ApprovalConsole.Tests.Pages;

public sealed class RuleWordsTests
{
    private const string GetOrder = "\"tool\":\"shop.get_order\",\"arguments\":{\"order_id\":\"{/order_id}\"}";

    [Theory]
    [InlineData("{\"argument\":\"/amount\",\"compare\":{\"operator\":\"<=\"," + GetOrder + ",\"path\":\"/total\"}}", "/amount must be at most /total of shop.get_order (order_id: {/order_id}).")]
    [InlineData("{\"exists\":{" + GetOrder + "}}", "shop.get_order (order_id: {/order_id}) must find something.")]
    [InlineData("{\"state\":{" + GetOrder + ",\"path\":\"/status\",\"in\":[\"paid\",\"sent\",7]}}", "/status of shop.get_order (order_id: {/order_id}) must be “paid”, “sent” or 7.")]
    [InlineData("{\"argument\":\"/to\",\"oneOf\":{" + GetOrder + ",\"path\":\"/mails/*\"}}", "/to must be one of /mails/* of shop.get_order (order_id: {/order_id}).")]
    [InlineData("""{"argument":"/amount","range":{"min":1,"max":500},"optional":true}""", "/amount must be from 1 to 500. Where the argument is left out, it passes.")]
    [InlineData("""{"argument":"/on","window":{"from":"-P30D","to":"PT0S"}}""", "/on must lie between 30 d ago and now.")]
    public void A_check_is_a_sentence(string check, string words) => Assert.Equal(words, RuleWords.Of(Read<CheckRule>(check)));

    [Theory]
    [InlineData("""{"argument":"/customer","equals":"{principal.subject}"}""", "/customer must equal {principal.subject}.")]
    [InlineData("{\"owns\":{" + GetOrder + ",\"path\":\"/user\",\"equals\":\"{principal.subject}\"}}", "/user of shop.get_order (order_id: {/order_id}) must equal {principal.subject}.")]
    [InlineData("""{"resultOwns":{"path":"/user","equals":"{principal.subject}"}}""", "A result is withheld unless its /user equals {principal.subject}.")]
    [InlineData("""{"quota":{"window":"P1D","per":"Tool","count":1,"sumOf":"/amount","sumMax":20.5}}""", "At most 1 call and 20.5 in sum of /amount within 1 d for all together.")]
    public void A_rule_of_who_may_is_a_sentence(string rule, string words) => Assert.Equal(words, RuleWords.Of(Read<AuthorizationRule>(rule)));

    [Theory]
    [InlineData("""{"properties":{"amount":{"minimum":500}}}""", "When amount is at least 500, it is Critical: ")]
    [InlineData("""{"properties":{"amount":{"exclusiveMaximum":5},"to":{"enum":["a","b"]}}}""", "When amount is less than 5 and to is \"a\" or \"b\", it is Critical: ")]
    [InlineData("""{"not":{"required":["a"]}}""", """When the arguments satisfy {"not":{"required":["a"]}}, it is Critical: """)]
    [InlineData("""{"properties":{"a":{"minimum":1}},"required":["b"]}""", """When the arguments satisfy {"properties":{"a":{"minimum":1}},"required":["b"]}, it is Critical: """)]
    public void A_condition_is_words_where_words_say_all_of_it_and_json_where_not(string when, string words) =>
        Assert.StartsWith(words, RuleWords.Of(new ClassRule(JsonElement.Parse(when), Reversibility.Critical)), StringComparison.Ordinal);

    [Fact]
    public void A_standing_approval_says_where_until_when_and_how_often() => Assert.Equal(
        "Where amount is at most 20, nobody is asked until 2027-01-31: at most 5 calls within 1 d for each user; at most 50 calls within 1 d for all together.",
        RuleWords.Of(Read<StandingRule>("""{"when":{"properties":{"amount":{"maximum":20}}},"expiresAt":"2027-01-31T00:00:00Z","quotas":[{"window":"P1D","count":5},{"window":"P1D","per":"Tool","count":50}]}""")));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"argument":null,"range":{}}""")]
    [InlineData("""{"compare":{}}""")]
    [InlineData("""{"window":{}}""")]
    [InlineData("""{"state":{"in":null}}""")]
    public void A_check_that_is_not_finished_has_words_too(string check) => Assert.NotEmpty(RuleWords.Of(Read<CheckRule>(check)));

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ViewJson.Options)!;
}
