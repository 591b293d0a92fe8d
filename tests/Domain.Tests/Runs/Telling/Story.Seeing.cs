using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>What a run gets to see, and where a value of the next call comes from.</summary>
internal sealed partial class Story
{
    /// <summary>Reads what customers wrote.</summary>
    private const string Inbox = "inbox";

    /// <summary>For Paula, with these words, and with room for long tales.</summary>
    public static Story Told(string input, string attributes = "{}", string? parent = null)
    {
        var story = new Story();
        story._tools[Inbox] = Toolbox.Of(Inbox, new() { Reversibility = Reversibility.ReadOnly, Untrusted = true });
        return story.Do(new RunCommand.Start(
            "r1", RunKind.Agent, parent, "desk", People.Paula with { Attributes = attributes }, input,
            new() { Iterations = 50, Tokens = 10_000_000, CostUsd = 1_000, Calls = 100, WallClockSeconds = 10_000, NoProgressSteps = 100 }, People.Shop, "{}", Noon));
    }

    /// <summary>A step with one read whose answer is this.</summary>
    public Story Looks(string arguments, string result, string saying = "") => Reads("look", arguments, result, saying);

    /// <summary>A step that reads a third party's words.</summary>
    public Story ReadsMail(string result, string arguments = """{"order":"-"}""") => Reads(Inbox, arguments, result, "");

    /// <summary>A step that only says something: its one call fails.</summary>
    public Story Says(string text) => ModelIsAsked().ModelReplies([Ask.Look("-")], text).Validated(1).Sends(1).ReportsError(1);

    /// <summary>Where a value would come from, were it an argument of the next step.</summary>
    public GroundedValue Ground(string value, string schema = "{}") => Assert.Single(GroundsOf($"[{value}]", schema));

    public IReadOnlyList<GroundedValue> GroundsOf(string arguments, string schema = "{}") =>
        Grounds.Of(JsonOf.Text(arguments), JsonOf.Text(schema), Evidence.Before(Run, Run.Steps.Length + 1));

    public Story Finds(string value, Found found)
    {
        Assert.Equal((value, found), (value, Ground(value).Found));
        return this;
    }

    private Story Reads(string tool, string arguments, string result, string saying) =>
        ModelIsAsked().ModelReplies([new(tool, arguments)], saying).Validated(1).Sends(1).Answers(1, result);
}
