using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Journal;

/// <summary>Streams recorded once are read for ever.</summary>
/// <remarks>To add one: tell it in <see cref="GoldenTales"/> under a new name, run these tests with <c>APPROVALCONSOLE_RECORD_GOLDEN=1</c>, look at the new
/// file under Journal/Golden and commit it, with the line that <c>kept.txt</c> gained. A file that is there is never written again: if it no longer reads, the code is wrong.</remarks>
public sealed class GoldenJournalTests
{
    private static readonly Type[] Families = [typeof(RunEvent), typeof(ToolEvent), typeof(PersonEvent), typeof(StopEvent), typeof(ProofEvent), typeof(BudgetEvent), typeof(SetupEvent), typeof(AttentionEvent)];

    public static TheoryData<string> Files => [.. GoldenJournal.All().Select(j => j.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_recorded_stream_still_reads_and_is_written_the_same(string file)
    {
        var journal = GoldenJournal.All().Single(j => j.Name == file);
        Assert.NotEmpty(journal.Lines);
        foreach (var line in journal.Lines)
        {
            var again = journal.Family switch
            {
                "run" => EventCodec.Encode(Decode<RunEvent>(line), line.At),
                "tool" => EventCodec.Encode(Decode<ToolEvent>(line), line.At),
                "stop" => EventCodec.Encode(Decode<StopEvent>(line), line.At),
                "budget" => EventCodec.Encode(Decode<BudgetEvent>(line), line.At),
                "setup" => EventCodec.Encode(Decode<SetupEvent>(line), line.At),
                "attention" => EventCodec.Encode(Decode<AttentionEvent>(line), line.At),
                "proof" => EventCodec.Encode(Decode<ProofEvent>(line), line.At),
                _ => EventCodec.Encode(Decode<PersonEvent>(line), line.At),
            };
            Assert.Equal((line.Name, line.At), (again.Name, again.At));
            Assert.Equal(line.Payloads.Select(p => p.Text).Where(t => !EventCodec.SaysNothing(t)), again.Payloads.Select(p => p.Text)); // they lay beside their events once
            var (was, now) = (GoldenJournal.Unsalted(line), GoldenJournal.Unsalted(again));
            Assert.True(JsonNode.DeepEquals(was, now), $"was {was.ToJsonString()}\nnow {now.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_recorded_run_still_comes_to_the_same(string file)
    {
        var journal = GoldenJournal.All().Single(j => j.Name == file);
        if (!journal.IsRun) return;
        var run = RunEvolution.Fold(journal.Lines.Select(Decode<RunEvent>));
        Assert.Equal((journal.Status, journal.Lines.Count), (run.Status.ToString(), run.Version));
    }

    [Fact]
    public void What_was_recorded_once_is_there_byte_for_byte_and_comes_to_what_it_came_to_then()
    {
        Assert.Equal(GoldenShelf.Kept().Select(k => k.Name).Order(StringComparer.Ordinal), GoldenJournal.All().Select(j => j.Name).Order(StringComparer.Ordinal));
        Assert.All(GoldenShelf.Kept(), kept => Assert.Equal(kept, GoldenShelf.Now(GoldenJournal.All().Single(j => j.Name == kept.Name))));
    }

    [Fact]
    public void A_journal_that_lost_an_event_or_says_another_word_is_not_the_one_that_is_kept()
    {
        var journal = GoldenJournal.All().Single(j => j.Name.StartsWith("run.refund-approved", StringComparison.Ordinal));
        var kept = GoldenShelf.Kept().Single(k => k.Name == journal.Name);
        Assert.NotEqual(kept.Outcome, GoldenShelf.Now(journal with { Lines = [.. journal.Lines.SkipLast(1)] }).Outcome);
        Assert.NotEqual(kept.Sha256, GoldenShelf.HashOf([.. File.ReadAllBytes(GoldenShelf.PathOf(journal.Name)), (byte)' ']));
    }

    [Fact]
    public void A_text_that_was_changed_does_not_read()
    {
        var line = GoldenJournal.All().First(j => j.IsRun).Lines[0];
        Assert.Throws<InvalidDataException>(() => Decode<RunEvent>(line with { Payloads = [.. line.Payloads.Select(p => p with { Text = p.Text + "!" })] }));
    }

    [Fact]
    public void Every_event_is_in_a_recorded_stream() => Assert.Empty(Families.SelectMany(NamesOf).Except(Recorded().Select(e => e.Name)));

    [Fact]
    public void Every_property_of_every_event_is_in_a_recorded_stream()
    {
        var seen = new HashSet<string>();
        foreach (var (name, data) in Recorded()) Walk(JsonNode.Parse(data)!, TypeOf(name), seen);
        Assert.Empty(Families.SelectMany(PropertiesOf).Distinct().Except(seen));
    }

    [Fact]
    public void The_check_itself_can_fail() => Assert.Contains("CallTerms.idempotencyArgument", PropertiesOf(typeof(RunEvent)));

    [Fact]
    public void Tales_without_a_recording_are_recorded_when_asked()
    {
        var folder = Path.Combine(SourceFolder(), "tests", "Tests", "Journal", "Golden");
        var missing = Tales().Where(t => !File.Exists(Path.Combine(folder, t.File))).ToList();
        if (Environment.GetEnvironmentVariable("APPROVALCONSOLE_RECORD_GOLDEN") is { Length: > 0 })
        {
            foreach (var (file, lines) in missing) GoldenShelf.Add(folder, file, lines);
            missing.Clear();
        }

        Assert.Empty(missing.Select(t => t.File));
    }

    private static IEnumerable<(string File, IEnumerable<EncodedEvent> Lines)> Tales() => GoldenTales.Runs
        .Select(t => ($"run.{t.Name}.{t.Tale.Run.Status}.v1.jsonl", t.Tale.History.Select(e => EventCodec.Encode(e, e.At))))
        .Concat(GoldenTales.Tools.Select(t => ($"tool.{t.Name}.v1.jsonl", t.Events.Select(e => EventCodec.Encode(e, e.At)))))
        .Concat(GoldenTales.Access.Select(t => ($"access.{t.Name}.v1.jsonl", t.Events.Select(e => EventCodec.Encode(e, e.At)))))
        .Append(("stop.pressed-again.v1.jsonl", GoldenTales.StopsAgain.Select(e => EventCodec.Encode(e, e.At))))
        .Append(("stop.pressed-and-released.v1.jsonl", GoldenTales.Stops.Select(e => EventCodec.Encode(e, e.At))))
        .Append(("budget.laid-down-and-reached.v1.jsonl", GoldenTales.Budgets.Select(e => EventCodec.Encode(e, e.At))))
        .Append(("setup.laid-down.v1.jsonl", GoldenTales.Setups.Select(e => EventCodec.Encode(e, e.At))))
        .Append(("attention.answered.v1.jsonl", GoldenTales.Attention.Select(e => EventCodec.Encode(e, e.At))))
        .Append(("proof.failed-and-held-again.v1.jsonl", GoldenTales.Proofs.Select(e => EventCodec.Encode(e, e.At))));

    private static T Decode<T>(EncodedEvent line) where T : class =>
        EventCodec.Decode<T>(line.Data, line.Payloads.Select((p, i) => (p, i)).ToDictionary(x => x.i, x => x.p));

    private static IEnumerable<(string Name, string Data)> Recorded() => GoldenJournal.All().SelectMany(j => j.Lines).Select(l => (l.Name, l.Data));

    private static IEnumerable<string> NamesOf(Type family) => family.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(d => (string)d.TypeDiscriminator!);

    private static Type TypeOf(string name) => Families
        .SelectMany(f => f.GetCustomAttributes<JsonDerivedTypeAttribute>()).Single(d => (string?)d.TypeDiscriminator == name).DerivedType;

    /// <summary>Marks the properties that a recorded value has, type by type.</summary>
    private static void Walk(JsonNode? node, Type declared, HashSet<string> seen)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (node is JsonArray items)
        {
            foreach (var item in items) Walk(item, ElementOf(type), seen);
        }
        else if (node is JsonObject value && IsOurs(type))
        {
            foreach (var property in WrittenBy(type).Where(p => value[Wire(p)] is not null))
            {
                seen.Add($"{type.Name}.{Wire(property)}");
                Walk(value[Wire(property)], property.PropertyType, seen);
            }
        }
    }

    private static List<string> PropertiesOf(Type family)
    {
        var (found, open) = (new List<string>(), new Queue<Type>(family.GetNestedTypes()));
        var known = new HashSet<Type>();
        while (open.TryDequeue(out var type))
        {
            if (!IsOurs(type) || !known.Add(type)) continue;
            foreach (var property in WrittenBy(type))
            {
                found.Add($"{type.Name}.{Wire(property)}");
                open.Enqueue(ElementOf(property.PropertyType));
            }
        }

        return found;
    }

    private static IEnumerable<PropertyInfo> WrittenBy(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null && p.GetCustomAttribute<JsonExtensionDataAttribute>() is null);

    private static bool IsOurs(Type type) => type.Assembly == typeof(Run).Assembly && !type.IsEnum && type != typeof(Payload);

    private static Type ElementOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? plain.GetGenericArguments()[0] : plain;
    }

    private static string Wire(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string SourceFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ApprovalConsole.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("ApprovalConsole.sln is not above the tests.");
        return folder;
    }
}
