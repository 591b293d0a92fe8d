using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Tests.Journal;

namespace ApprovalConsole.Tests.Masking;

/// <summary>Every event that was ever recorded, masked: the golden journals hold each property of each kind.</summary>
public sealed class MaskedWordsTests
{
    private static readonly string[] LeftOut = ["argumentsHash", "viewHash", "effectHash", "effectHashes", "deniedEffects", "fingerprint"];

    public static TheoryData<string> Files => [.. GoldenJournal.All().Where(j => j.IsRun).Select(j => j.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void An_event_without_a_sensitive_value_says_the_same_but_for_hashes_and_comes_to_the_same_run(string file)
    {
        var (events, nowhere) = (EventsOf(file), new Secrets(["\"a value that is nowhere\""]));
        var masked = events.Select(e => MaskedWords.Of(e, nowhere)).ToList();
        foreach (var (was, now) in events.Zip(masked)) Assert.Equal(Without(Node(was))!.ToJsonString(), Without(Node(now))!.ToJsonString());
        Assert.Equal(RunEvolution.Fold(events).Status, RunEvolution.Fold(masked).Status);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_personal_text_of_an_event_is_left_where_it_is_sensitive(string file)
    {
        foreach (var @event in EventsOf(file))
        {
            var texts = EventCodec.Encode(@event, @event.At).Payloads.Select(p => p.Text).Where(t => t is not (['{' or '[', ..]) && Secrets.Tells(JsonSerializer.Serialize(t))).ToList();
            var masked = MaskedWords.Of(@event, new(texts.Select(t => JsonSerializer.Serialize(t))));
            Assert.DoesNotContain(EventCodec.Encode(masked, @event.At).Payloads, p => texts.Exists(t => p.Text.Contains(t, StringComparison.Ordinal)));
        }
    }

    private static List<RunEvent> EventsOf(string file) => [.. GoldenJournal.All().Single(j => j.Name == file).Lines
        .Select(line => EventCodec.Decode<RunEvent>(line.Data, line.Payloads.Index().ToDictionary(p => p.Index, p => p.Item)))];

    private static JsonNode Node(RunEvent @event) => JsonSerializer.SerializeToNode<object>(@event, ViewJson.Options)!;

    private static JsonNode? Without(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(m => !LeftOut.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, Without(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Without)]),
        _ => node?.DeepClone(),
    };
}
