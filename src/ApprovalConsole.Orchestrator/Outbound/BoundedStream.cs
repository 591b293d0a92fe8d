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
internal class BoundedStream(Stream inner, Piece piece, long most, Func<long, Exception> tooLong) : Stream
{
    private long _length;
    private bool _isLineEmpty = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bounds what a response brings.</summary>
    public static async Task PutAroundAsync(HttpResponseMessage response, Piece piece, long most, Func<long, Exception> tooLong, CancellationToken ct)
    {
        var bounded = new StreamContent(new BoundedStream(await response.Content.ReadAsStreamAsync(ct), piece, most, tooLong));
        foreach (var (name, values) in response.Content.Headers) bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Look(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read]);
        if (read == 0 && buffer.Length > 0) await AtEndAsync();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Nothing more comes. May throw to say why.</summary>
    protected virtual Task AtEndAsync() => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

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
        inner.Dispose(); // at once: not every reader does it who is told, and whoever sends would go on
        throw tooLong(most);
    }
}
