using System.Buffers;
using System.Buffers.Text;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Outbound;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What an MCP server sends, with a mark in place of half a character: JSON can escape one half of a surrogate pair alone, which no text can hold, and the SDK's reader gives the whole connection up for it.</summary>
/// <remarks>Nothing moves: the mark is as long. What may be the beginning of a pair is held back until its end is there.</remarks>
internal sealed class MarkedHalves(Stream inner) : PassingStream(inner)
{
    /// <summary>A code point that stands for no character and never will.</summary>
    public const char Mark = '\uFDD0';

    private const int Escape = 6; // \uFDD0, as it is written in JSON

    private static readonly byte[] Digits = [.. "fdd0"u8];

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _start, _ready, _end; // up to ready it can be given out; what is behind waits for more

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_start == _ready && count > 0)
            if (!Look(Inner.Read(Room().Span))) break;
        return GiveOut(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _ready && buffer.Length > 0)
            if (!Look(await Inner.ReadAsync(Room(), cancellationToken))) break;
        return GiveOut(buffer.Span);
    }

    /// <summary>Whether a mark is in what a server says of a tool, as it is or escaped.</summary>
    public static bool AreIn(ToolDefinition tool) => new[] { tool.Name, tool.Description, tool.Schema.GetRawText(), tool.OutputSchema?.GetRawText(), tool.Annotations?.GetRawText() }
        .Any(text => text is not null && (text.Contains(Mark, StringComparison.Ordinal) || text.Contains($"\\u{(int)Mark:x4}", StringComparison.OrdinalIgnoreCase)));

    private Memory<byte> Room()
    {
        _bytes.AsSpan(_ready, _end - _ready).CopyTo(_bytes);
        (_start, _ready, _end) = (0, 0, _end - _ready);
        return _bytes.AsMemory(_end);
    }

    /// <returns>False where nothing more comes.</returns>
    private bool Look(int read)
    {
        _end += read;
        _ready = MarkIn(_bytes.AsSpan(0, _end), isLast: read == 0);
        return read > 0;
    }

    private int GiveOut(Span<byte> to)
    {
        var count = Math.Min(to.Length, _ready - _start);
        _bytes.AsSpan(_start, count).CopyTo(to);
        _start += count;
        return count;
    }

    /// <returns>How far it is settled.</returns>
    private static int MarkIn(Span<byte> bytes, bool isLast)
    {
        for (var at = 0; ; )
        {
            var next = bytes[at..].IndexOf((byte)'\\');
            if (next < 0) return bytes.Length;
            at += next;
            if (IsShort(bytes[at..])) return isLast ? bytes.Length : at;
            if (UnitAt(bytes[at..]) is not { } unit || !char.IsSurrogate(unit))
            {
                at += 2; // an escaped backslash as a whole; of others what follows is no backslash
                continue;
            }

            var behind = bytes[(at + Escape)..];
            if (char.IsHighSurrogate(unit) && !isLast && IsShort(behind)) return at;
            if (char.IsHighSurrogate(unit) && UnitAt(behind) is { } other && char.IsLowSurrogate(other)) at += 2 * Escape;
            else
            {
                Digits.CopyTo(bytes[(at + 2)..]);
                at += Escape;
            }
        }
    }

    /// <summary>It may become an escape of a code unit, or is one whose end is not there.</summary>
    private static bool IsShort(ReadOnlySpan<byte> bytes) =>
        bytes.Length < Escape && (bytes.Length < 1 || bytes[0] == '\\') && (bytes.Length < 2 || bytes[1] == 'u') && !bytes[Math.Min(2, bytes.Length)..].ContainsAnyExcept(Hexadecimal);

    /// <returns>Null where no code unit is escaped there.</returns>
    private static char? UnitAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Escape && bytes[0] == '\\' && bytes[1] == 'u' && Utf8Parser.TryParse(bytes[2..Escape], out ushort unit, out var used, 'x') && used == Escape - 2 ? (char)unit : null;
}
