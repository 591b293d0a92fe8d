namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>What somebody else sends, on its way to who reads it.</summary>
internal abstract class PassingStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner => inner;

    /// <summary>Has what a response brings pass through it.</summary>
    public static async Task PutAroundAsync(HttpResponseMessage response, Func<Stream, PassingStream> around, CancellationToken ct)
    {
        var passing = new StreamContent(around(await response.Content.ReadAsStreamAsync(ct)));
        foreach (var (name, values) in response.Content.Headers) passing.Headers.TryAddWithoutValidation(name, values);
        response.Content = passing;
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
