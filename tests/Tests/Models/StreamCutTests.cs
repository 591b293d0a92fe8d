using ApprovalConsole.Orchestrator.Models;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Tests.Models;

/// <summary>A stream is cut for how much it brings, not for how it is cut up.</summary>
public sealed class StreamCutTests
{
    private const int Most = 40;

    [Fact]
    public async Task A_reply_within_what_it_may_have_is_read_though_it_comes_letter_by_letter()
    {
        const string Words = "Forty tokens hold a sentence such as this one, which is longer than forty letters by a good deal.";
        Assert.Equal(Words, (await ReadAsync(Words.Select(c => c.ToString()))).Text);
    }

    [Fact]
    public async Task A_stream_that_never_ends_is_cut_letter_by_letter() => await Assert.ThrowsAsync<ModelOverranException>(() => ReadAsync(Enumerable.Repeat("x", int.MaxValue)));

    [Fact]
    public async Task And_in_few_large_pieces() => await Assert.ThrowsAsync<ModelOverranException>(() => ReadAsync(Enumerable.Repeat(new string('x', 2_000), 3)));

    private static Task<ModelReply> ReadAsync(IEnumerable<string> pieces) => ReplyReader.ReadAsync(
        pieces.Select(p => new ChatResponseUpdate(ChatRole.Assistant, p)).ToAsyncEnumerable(), Most, _ => { }, () => { }, TestContext.Current.CancellationToken);
}
