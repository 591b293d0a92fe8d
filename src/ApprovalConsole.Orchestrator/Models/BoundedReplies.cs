namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Cuts a provider's answer that is longer than any reply can be, before somebody keeps it in memory to look for the end of a line.</summary>
/// <param name="mostBytes">Of one answer, as it comes over the wire.</param>
internal sealed class BoundedReplies(long mostBytes) : DelegatingHandler
{
    // What the wire makes of a token: a line of JSON with ids, names and counts around it.
    private const long BytesPerToken = 2_048;
    private const long Frame = 1 << 20;

    public static long MostFor(long outputTokens) => Frame + Math.Min(outputTokens, int.MaxValue) * BytesPerToken;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var bounded = new StreamContent(new Bounded(await response.Content.ReadAsStreamAsync(cancellationToken), mostBytes));
        foreach (var (name, values) in response.Content.Headers) bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
        return response;
    }

    private sealed class Bounded(Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await inner.ReadAsync(buffer, cancellationToken));

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

        private int Counted(int read)
        {
            _read += read;
            return _read <= most ? read : throw new ModelOverranException($"The model's answer is longer than {most} bytes.");
        }
    }
}
