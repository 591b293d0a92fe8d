using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Attention;

/// <summary>One value that decides is changed, and nothing else.</summary>
public sealed class FaultTests
{
    private const string Arguments = """{"amount":18.5,"items":[{"id":"W881"},{"id":"W640"}],"note":"please"}""";

    [Fact]
    public void What_stands_nowhere_is_a_point_moved_or_two_neighbours_crossed() =>
        Assert.Equal(
            [("/amount", "185"), ("/amount", "1.85"), ("/items/0/id", "\"W818\""), ("/items/1/id", "\"W604\"")],
            FaultsOf(Arguments, new("/amount", Found.ThirdParty), new("/items/0/id", Found.Input), new("/items/1/id", Found.Principal)).Select(f => (f.Fault.Path, f.Fault.Shown)));

    [Fact]
    public void Everything_else_stays_as_it_was_let_go()
    {
        foreach (var (fault, changed) in FaultsOf(Arguments, new("/amount", Found.Record), new("/items/1/id", Found.Record)))
        {
            Assert.NotEqual(fault.Right, fault.Shown);
            Assert.Equal(CanonicalJson.Of(JsonElement.Parse(Arguments)), CanonicalJson.Of(JsonElement.Parse(changed.Replace(fault.Shown, fault.Right, StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void A_value_of_which_nobody_knows_whether_it_was_right_is_left_alone()
    {
        Assert.Empty(FaultsOf(Arguments, new("/amount", Found.NotFound), new("/note", Found.Echo), new("/items/0/id", Found.TooShort)));
        Assert.Empty(FaultsOf("""{"amount":0}""", new GroundedValue("/amount", Found.Record)));
        Assert.Empty(FaultsOf("""{"amount":"7777"}""", new GroundedValue("/amount", Found.Record))); // crossed, it is the same
    }

    [Fact]
    public void Only_values_that_decide_are_changed_where_the_policy_names_them() =>
        Assert.Equal(["/items/0/id"], Faults.Of(Story.ARun().Run, ProposalOf(Arguments, ["/items"], new("/amount", Found.Record), new("/items/0/id", Found.Record))).Select(f => f.Fault.Path));

    private static IEnumerable<(Fault Fault, string Arguments)> FaultsOf(string arguments, params GroundedValue[] grounding) => Faults.Of(Story.ARun().Run, ProposalOf(arguments, [], grounding));

    private static Proposal ProposalOf(string arguments, ImmutableArray<string> decisive, params GroundedValue[] grounding) =>
        new("r1.1.1.p1", "r1.1.1", 1, arguments, "", new("desk.refund", Reversibility.Irreversible, "", "", 1, null, "", "", decisive, "", 1, default, default, default, default, false, false, null), Validation.FailedSchema([]), [], Story.Noon, Story.Noon) { Grounding = [.. grounding] };
}
