namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>The part of a stream that whoever reads it keeps in memory until it is whole.</summary>
internal enum Piece
{
    Stream,

    /// <summary>Up to the end of a line.</summary>
    Line,

    /// <summary>Up to an empty line, as server-sent events are told apart.</summary>
    Event,
}

/// <summary>What somebody else sends, cut where a piece of it is longer than it can honestly be, before anybody keeps it in memory to look for its end.</summary>
/// <param name="most">Of one piece, in bytes as they come.</param>
internal class BoundedStream(Stream inner, Piece piece, long most, Func<long, Exception> tooLong) : PassingStream(inner)
{
    private long _length;
    private bool _isLineEmpty = true;

    /// <summary>Bounds what a response brings.</summary>
    public static Task PutAroundAsync(HttpResponseMessage response, Piece piece, long most, Func<long, Exception> tooLong, CancellationToken ct) =>
        PutAroundAsync(response, stream => new BoundedStream(stream, piece, most, tooLong), ct);

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Inner.Read(buffer, offset, count);
        Look(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read]);
        if (read == 0 && buffer.Length > 0) await AtEndAsync();
        return read;
    }

    /// <summary>Nothing more comes. May throw to say why.</summary>
    protected virtual Task AtEndAsync() => Task.CompletedTask;

    private void Look(ReadOnlySpan<byte> read)
    {
        for (var rest = read; piece is not Piece.Stream && rest.IndexOf((byte)'\n') is var end && end >= 0; rest = rest[(end + 1)..], read = rest)
        {
            Count(rest[..end]);
            if (piece is Piece.Line || _isLineEmpty) _length = 0;
            _isLineEmpty = true;
        }

        Count(read);
    }

    private void Count(ReadOnlySpan<byte> part)
    {
        if (part.ContainsAnyExcept((byte)'\r')) _isLineEmpty = false;
        _length += part.Length;
        if (_length <= most) return;
        Inner.Dispose(); // at once: not every reader does it who is told, and whoever sends would go on
        throw tooLong(most);
    }
}
