using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs;

public sealed class AgentPrintTests
{
    private static readonly string Was = AgentPrint.Of([("tools", "a\nb"), ("instructions", "Be kind."), ("routes", "")]);

    [Fact]
    public void It_names_each_part_that_says_something_and_not_what_it_says() => Assert.Matches("^instructions:[0-9a-f]{8} tools:[0-9a-f]{8}$", Was);

    [Fact]
    public void The_same_agent_has_the_same_print_in_whatever_order_its_parts_are_told() =>
        Assert.Empty(AgentPrint.Between(Was, AgentPrint.Of([("instructions", "Be kind."), ("tools", "a\nb")])));

    [Fact]
    public void Only_the_parts_that_are_others_differ_those_that_came_and_went_among_them() =>
        Assert.Equal(["/instructions", "/routes", "/tools"], AgentPrint.Between(Was, AgentPrint.Of([("instructions", "Be quick."), ("routes", "act")])).Select(d => d.Path));

    [Theory]
    [InlineData("")]
    [InlineData("no print at all")]
    public void What_is_no_print_is_one_without_parts(string was) => Assert.Equal(["/tools"], AgentPrint.Between(was, AgentPrint.Of([("tools", "a")])).Select(d => d.Path));
}
