using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Tests.Security;

/// <summary>The sentence that a reviewer reads first is the admin's: what an agent may write as it likes is no part of it.</summary>
public sealed class FreeWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Refund {/amount} because {/reason}", null, "Title")]
    [InlineData("Refund {/amount}", "because {/reason}", "Effect")]
    [InlineData("Refund {/amount}, {/amount/whole}", null, "Title")]
    public void A_sentence_names_no_argument_that_is_not_decided_on(string title, string? effect, string key) =>
        Assert.Equal(key, Assert.Single(PolicyFaults.All(new() { Title = title, Effect = effect, Decisive = ["/amount"] }, Noon)).Key);

    [Theory]
    [InlineData("Refund {/amount:USD} to {facts/customer}", "/amount")]
    [InlineData("Refund {/amount} because {/reason}")] // where the policy names none, each is decided on
    public void What_is_decided_on_and_facts_stand_in_it(string title, params string[] decisive) =>
        Assert.DoesNotContain(PolicyFaults.All(new() { Title = title, Decisive = [.. decisive], Facts = [new() { Name = "customer", Tool = "shop.find", Path = "/name" }] }, Noon), f => f.Key == "Title");
}
