using System.Text;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Tests.Hosting;
using Microsoft.ML.Tokenizers;

namespace ApprovalConsole.Tests.Models;

/// <summary>What is reserved for a request before it is sent.</summary>
public sealed class TokenBoundTests(SharedConsole shared)
{
    private static readonly Tokenizer Real = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static readonly TokenBound Counted = TokenBound.Find("o200k_base")!;

    [Theory]
    [InlineData("The refund of order 4711 was approved by a person; tell the customer.")]
    [InlineData("""{"id":"L1","amount":20,"lines":[{"sku":"A-1","count":2},{"sku":"B-9","count":1}]}""")]
    [InlineData("Grüße aus Köln, 你好, こんにちは, 👩‍👩‍👧‍👦 and \u200b\u202e")]
    [InlineData("                                                                                    x")]
    [InlineData("0123456789abcdef0123456789ABCDEF+/==0123456789abcdef")]
    public void It_is_at_least_what_the_tokenizer_makes_of_a_text_and_at_most_its_bytes(string text) =>
        Assert.InRange(Counted.Of(Counted.Of(text)), Real.CountTokens(text), (long)Math.Ceiling(1.05 * Encoding.UTF8.GetByteCount(text)));

    [Fact]
    public void Marks_of_the_provider_that_are_written_out_in_a_text_count_as_the_letters_that_they_are()
    {
        var text = string.Concat(Enumerable.Repeat("<|endoftext|>", 100));
        Assert.True(Counted.Of(text) >= 500, $"{Counted.Of(text)}");
    }

    [Fact]
    public async Task A_server_that_knows_only_the_old_field_is_told_there_what_it_may_write()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("old", Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("counter", input), "Completed");
        var body = model.RequestsFor(input).Single().Body;
        Assert.Equal(4096, body.GetProperty("max_tokens").GetInt32());
        Assert.False(body.TryGetProperty("max_completion_tokens", out _));
    }

    [Fact]
    public async Task A_model_whose_tokenizer_is_known_has_a_fraction_of_its_bytes_reserved()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var words = string.Concat(Enumerable.Repeat("the customer asks for her money ", 200));
        var (bytes, counted) = (await ReservedAsync("clerk"), await ReservedAsync("counter"));
        Assert.InRange(counted, bytes / 8, bytes / 3);

        async Task<long> ReservedAsync(string agent)
        {
            var run = await console.Sam.StartRunAsync(agent, model.On(words, Reply.Says("ok")));
            await console.Sam.UntilAsync(run, "Completed");
            var events = (await console.Sam.GetAsync($"/api/runs/{run}/events")).Must(200).GetProperty("items").EnumerateArray();
            return events.Single(e => e.Text("type") == "model.intended.v1").GetProperty("data").GetProperty("inputTokensReserved").GetInt64();
        }
    }
}
