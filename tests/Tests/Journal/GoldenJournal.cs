using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Journal;

/// <summary>A recorded stream: one event a line, as the journal kept it. Files are added, never edited.</summary>
/// <param name="Name">Of the file: <c>run.TALE.STATUS.v1.jsonl</c>, else <c>FAMILY.TALE.v1.jsonl</c>.</param>
internal sealed record GoldenJournal(string Name, IReadOnlyList<EncodedEvent> Lines)
{
    /// <summary>Whose events they are: <c>run</c>, <c>tool</c>, <c>access</c>, <c>stop</c>, <c>budget</c>, <c>attention</c> or <c>proof</c>.</summary>
    public string Family => Name.Split('.')[0];

    public bool IsRun => Family == "run";

    /// <summary>The status a run's file must fold to, from its name.</summary>
    public string Status => Name.Split('.')[2];

    public static IEnumerable<GoldenJournal> All() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Journal", "Golden"), "*.jsonl").Order(StringComparer.Ordinal).Select(Read);

    public static GoldenJournal Read(string path) => new(Path.GetFileName(path), [.. File.ReadLines(path).Select(Parse)]);

    public static void Write(string path, IEnumerable<EncodedEvent> lines) =>
        File.WriteAllLines(path, lines.Select(line => JsonSerializer.Serialize(new Line(
            line.Name, line.At, JsonElement.Parse(line.Data), [.. line.Payloads.Select(p => new Text(Convert.ToBase64String(p.Salt), p.Text))]), Options)));

    /// <summary>The data with each text in the place of its hash: what is the same however the texts were salted, and whether or not they lie beside it.</summary>
    public static JsonNode Unsalted(EncodedEvent line)
    {
        var data = line.Data;
        foreach (var payload in line.Payloads)
        {
            // Two texts never share a salt, so a hash occurs once.
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. payload.Salt, .. System.Text.Encoding.UTF8.GetBytes(payload.Text)]));
            Assert.Contains(hash, data, StringComparison.Ordinal);
            data = data.Replace(hash, JsonEncodedText.Encode(payload.Text).Value, StringComparison.Ordinal);
        }

        return JsonNode.Parse(data)!;
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static EncodedEvent Parse(string line)
    {
        var read = JsonSerializer.Deserialize<Line>(line, Options)!;
        return new(read.Name, read.At, read.Data.GetRawText(), [.. read.Payloads.Select(p => new EncodedPayload(Convert.FromBase64String(p.Salt), p.Value))]);
    }

    private sealed record Line(string Name, DateTimeOffset At, JsonElement Data, Text[] Payloads);

    private sealed record Text(string Salt, [property: System.Text.Json.Serialization.JsonPropertyName("text")] string Value);
}
