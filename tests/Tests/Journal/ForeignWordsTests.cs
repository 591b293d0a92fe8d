using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What a tool or a look-up said can be erased, whichever text of an event holds it.</summary>
public sealed class ForeignWordsTests
{
    private const string Value = "ana@shop.example";

    public static TheoryData<RunEvent> Events =>
    [
        new RunEvent.CallRefused("c1", [new(Layer.Semantic, "/to", "oneOf", "None of those.", Value), new(Layer.Authorization, "/to", "owns", "Not yours.", Value)], Story.Noon),
        new RunEvent.CallOutcomeUnknown("c1", "c1.x1", $"The call broke off: {Value} is unknown", 1, Story.Noon),
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void What_somebody_else_said_does_not_survive_an_erasure(RunEvent @event)
    {
        var encoded = EventCodec.Encode(@event, Story.Noon);
        Assert.DoesNotContain(Value, encoded.Data, StringComparison.Ordinal);
        Assert.All(encoded.Payloads, p => Assert.Contains(Value, p.Text, StringComparison.Ordinal));
        var (kept, erased) = (Text(encoded, encoded.Payloads.Index().ToDictionary(p => p.Index, p => p.Item)), Text(encoded, []));
        Assert.Contains(Value, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, erased, StringComparison.Ordinal);
        Assert.Contains(Payload.ErasedMark, erased, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_schema_and_the_console_say_stays_in_the_event()
    {
        Assert.Contains("1 to 5", EventCodec.Encode<RunEvent>(new RunEvent.CallRefused("c1", [new(Layer.Schema, "/n", "maximum", "Too much.", "1 to 5")], Story.Noon), Story.Noon).Data, StringComparison.Ordinal);
        Assert.Contains("within 30 s", EventCodec.Encode<RunEvent>(new RunEvent.CallOutcomeUnknown("c1", "c1.x1", "No answer within 30 s.", 1, Story.Noon), Story.Noon).Data, StringComparison.Ordinal);
    }

    private static string Text(EncodedEvent encoded, Dictionary<int, EncodedPayload> payloads) => EventCodec.Decode<RunEvent>(encoded.Data, payloads) switch
    {
        RunEvent.CallRefused refused => string.Join(" ", refused.Findings.Select(f => f.Allowed)),
        RunEvent.CallOutcomeUnknown unknown => unknown.Why,
        _ => "",
    };
}
