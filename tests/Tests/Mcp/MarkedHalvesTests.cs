using System.Text;
using System.Text.RegularExpressions;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>Half a character of what a server sends is marked, however the bytes come in, and nothing else is touched.</summary>
public sealed partial class MarkedHalvesTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufdd0"}""")]
    [InlineData("""{"a":"\ude00"}""", """{"a":"\ufdd0"}""")]
    [InlineData("""{"a":"\uD83D\uDE00"}""", """{"a":"\uD83D\uDE00"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00\ude00"}""", """{"a":"\ufdd0\ud83d\ude00\ufdd0"}""")]
    [InlineData("""{"a":"\\ud83d \\\ud83d\n\u0041\ud83d\n"}""", """{"a":"\\ud83d \\\ufdd0\n\u0041\ufdd0\n"}""")]
    [InlineData("""{"a":"\ud83d\u0041"}""", """{"a":"\ufdd0\u0041"}""")]
    [InlineData("""{"a":"\ud83""", """{"a":"\ud83""")]
    [InlineData("""\ud83d""", """\ufdd0""")]
    public async Task Each_half_is_marked_where_it_stands(string sent, string read)
    {
        for (var piece = 1; piece <= sent.Length; piece++) Assert.Equal(read, await ReadAsync(sent, _ => piece));
    }

    /// <summary>A line whose end is there is not held back: whoever sent it waits for an answer.</summary>
    [Fact]
    public async Task A_line_is_there_as_soon_as_its_end_is()
    {
        var sent = Encoding.UTF8.GetBytes("{\"a\":\"\\ud83d\"}\n");
        await using var stream = new MarkedHalves(new InPieces(sent, _ => sent.Length));
        var buffer = new byte[100];
        Assert.Equal(sent.Length, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whatever_comes_in_whatever_pieces_no_half_is_left_and_all_else_is_as_it_was()
    {
        var chance = new Random(7);
        string[] parts = ["\\ud83d", "\\ude00", "\\\\", "\\n", "\\u0041", "x", "\"", "ü", "u", "d83d", "\n", new string('y', 9000)];
        for (var round = 0; round < 300; round++)
        {
            var sent = string.Concat(Enumerable.Range(0, chance.Next(40)).Select(_ => parts[chance.Next(parts.Length - (round % 10 == 0 ? 0 : 1))]));
            Assert.Equal(Escapes().Replace(sent, e => e.Value is ['\\', 'u', 'd', ..] and { Length: 6 } ? "\\ufdd0" : e.Value), await ReadAsync(sent, most => 1 + chance.Next(Math.Min(most, 30))));
        }
    }

    /// <summary>One after the other: a pair, an escape, anything else with a backslash.</summary>
    [GeneratedRegex("""\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.""", RegexOptions.Singleline)]
    private static partial Regex Escapes();

    private static async Task<string> ReadAsync(string sent, Func<int, int> piece)
    {
        await using var stream = new MarkedHalves(new InPieces(Encoding.UTF8.GetBytes(sent), piece));
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 16);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private sealed class InPieces(byte[] bytes, Func<int, int> piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, piece(buffer.Length))], cancellationToken);
    }
}
