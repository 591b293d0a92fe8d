using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>To whom a call does something, where its policy tells.</summary>
public sealed class RecipientTests
{
    private static readonly CallTerms Terms = Story.ARun().ModelCalls(Ask.Refund()).Call(1).Terms! with { TitleTemplate = "Pay {/amount:EUR} to {/account}", Decisive = ["/amount", "/account", "/reference"] };

    [Theory]
    [InlineData("""{"amount":5,"account":"A-1","reference":"R"}""", "/account")]
    [InlineData("""{"amount":"5.00","account":"A-1"}""", "/account")] // the amount, also where it is written as a text
    [InlineData("""{"amount":5,"account":77,"reference":"R"}""", "/reference")] // nobody says that a number is an id
    [InlineData("""{"amount":5,"account":"","reference":["R"]}""", null)]
    [InlineData("""{"amount":5}""", null)]
    public void It_is_the_first_decisive_text_that_is_not_the_amount(string arguments, string? path) => Assert.Equal(path, Recipient.PathOf(Terms, JsonElement.Parse(arguments)));

    [Fact]
    public void Where_the_policy_names_nothing_decisive_there_is_none()
    {
        Assert.Null(Recipient.HashOf(Terms with { Decisive = [] }, JsonElement.Parse("""{"account":"A-1"}""")));
        Assert.Null(Recipient.HashOf(Terms with { Decisive = ImmutableArray.Create("/accounts/*") }, JsonElement.Parse("""{"accounts":["A-1"]}""")));
    }

    [Fact]
    public void What_else_the_call_says_makes_no_other_recipient_and_another_tool_does()
    {
        var one = Recipient.HashOf(Terms, JsonElement.Parse("""{"amount":5,"account":"A-1"}"""));
        Assert.Equal(one, Recipient.HashOf(Terms, JsonElement.Parse("""{"amount":900,"account":" A-1\u200b","reference":"x"}""")));
        Assert.NotEqual(one, Recipient.HashOf(Terms, JsonElement.Parse("""{"amount":5,"account":"a-1"}""")));
        Assert.NotEqual(one, Recipient.HashOf(Terms with { Tool = "bank.lend" }, JsonElement.Parse("""{"amount":5,"account":"A-1"}""")));
    }
}
