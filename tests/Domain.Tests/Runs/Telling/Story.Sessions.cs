using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>Runs whose agent is elsewhere.</summary>
internal sealed partial class Story
{
    public const string OneRefund = """{"order":"A1","amount":20}""";

    /// <param name="firstKey">Of the refund that it begins with; null: it begins with nothing.</param>
    public static Story ASession(RunLimits? limits = null, bool isOneCall = false, bool observes = false, string? firstKey = null) => new Story().Do(new RunCommand.Start(
        "r1", RunKind.External, null, "shopper", People.Paula, "", limits ?? new(), People.Shop, "{}", Noon)
    {
        Session = new(isOneCall ? "" : "s1", isOneCall, observes, TimeSpan.FromHours(1)),
        FirstCall = firstKey is null ? null : new(OutsideSession.HashOf(firstKey), "refund", OneRefund, "The parcel never came.", Noon),
    });

    public Story Asks(string key, string tool, string arguments = OneRefund, string rationale = "") => Do(new RunCommand.AskCall(OutsideSession.HashOf(key), tool, arguments, rationale, Now));

    /// <summary>The tool of the one open call by that name answers.</summary>
    public Story AnswersCall(string tool, string result = "{}") => Comes(Run.OpenStep.IndexOf(Run.OpenStep.Single(c => c.Name == tool)) + 1, new ToolOutcome.Succeeded(result));

    /// <summary>The call that a key was given.</summary>
    public string CallOf(string key) => Run.Session!.Asked[OutsideSession.HashOf(key)].CallId;
}
