using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Setups;
using FsCheck;
using FsCheck.Fluent;

namespace ApprovalConsole.Tests.Setups;

/// <summary>What is stricter, what is weaker, and that both say the same.</summary>
public sealed class SetupBoundsTests
{
    [Fact]
    public void The_stricter_of_two_is_weaker_than_neither() => Prop.ForAll(SetupSamples.Pairs, pair =>
        !pair.One.StricterOf(pair.Other).WeakerThan(pair.One).Any() && !pair.One.StricterOf(pair.Other).WeakerThan(pair.Other).Any()).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_shut_is_weaker_than_nothing_and_nothing_is_weaker_than_itself() => Prop.ForAll(SetupSamples.Pairs, pair =>
        !pair.One.Shut.WeakerThan(pair.One).Any() && !pair.One.WeakerThan(pair.One).Any()).QuickCheckThrowOnFailure();

    [Fact]
    public void A_setup_is_read_back_as_it_was_written() => Prop.ForAll(SetupSamples.Pairs, pair => pair.Other.Read(pair.One.Text).Text == pair.One.Text).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_nothing_is_said_to_be_wider_no_tool_is_named_that_was_not() => Prop.ForAll(SetupSamples.ToolListPairs, lists =>
        ToolLists.Beyond(lists.One, lists.Other).Any() || SetupSamples.Tools.All(t => !Names(lists.One, t) || Names(lists.Other, t))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_two_lists_have_in_common_names_exactly_the_tools_that_both_name() => Prop.ForAll(SetupSamples.ToolListPairs, lists =>
        SetupSamples.Tools.All(t => Names(ToolLists.Common(lists.One, lists.Other), t) == (Names(lists.One, t) && Names(lists.Other, t)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_that_say_the_same_have_one_hash_and_two_that_do_not_have_two() => Prop.ForAll(SetupSamples.Pairs, pair => pair.One.Hash == pair.Other.Hash == (pair.One.Text == pair.Other.Text)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_says_no_more_than_the_defaults_does_not_count_for_the_hash() =>
        Assert.Equal(new AgentSetup(new() { Instructions = "x" }).Hash, new AgentSetup(new() { Instructions = "x", Limits = new() { Iterations = 8 }, Conversation = new() { Messages = 20 } }).Hash);

    [Theory]
    [InlineData("""{"instructions":"x","tool":["box.look"]}""")]
    [InlineData("""{"tools":["box.look"]}""")]
    [InlineData("""{"instructions":null}""")]
    [InlineData("""{"instructions":"x","limits":{"iteration":3}}""")]
    [InlineData("""{"instructions":"x","instructions":"y"}""")]
    [InlineData("""{"instructions":"x","answer":{"needs":1}}""")]
    [InlineData("null")]
    public void What_is_no_setup_is_not_read_as_one(string json) =>
        Assert.Throws<System.Text.Json.JsonException>(() => new AgentSetup(new() { Instructions = "" }).Read(json));

    private static bool Names(IEnumerable<string> patterns, string tool) => patterns.Any(p => ToolNames.Matches(p, tool));
}
