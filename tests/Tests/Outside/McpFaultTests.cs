using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outside;

/// <summary>What a client of the console's MCP server does wrongly is the client's: it is told, and no operator is woken.</summary>
public sealed class McpFaultTests : IAsyncLifetime
{
    private CrashDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await CrashDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"no_such_tool","arguments":{}}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":{"text":"a"},"_meta":{"onBehalfOf":7}}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_proposal"}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_proposal","arguments":{"proposalId":"x","waitSeconds":-1}}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":[]}}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call"}""", -32602)]
    [InlineData("shopper", """{"jsonrpc":"2.0","id":1,"method":"no/such_method","params":{}}""", -32601)]
    [InlineData("nobody", """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""", -32602)]
    [InlineData("nobody", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":{"text":"a"}}}""", -32602)]
    public async Task Is_answered_with_what_is_wrong_and_logged_without_a_stack(string agent, string body, int code)
    {
        var answer = await _desk.Console.Sam.PostAsync($"/mcp/{agent}", body, ("Accept", "application/json, text/event-stream"));
        Assert.Contains($"\"code\":{code}", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _desk.Console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", _desk.Console.Output, StringComparison.Ordinal);
    }
}
