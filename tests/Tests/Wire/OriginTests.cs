using System.Net;
using System.Net.WebSockets;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Wire;

/// <summary>Pages of another origin, with the cookies and keys of whoever looks at them.</summary>
public sealed class OriginTests(SharedConsole shared)
{
    public static TheoryData<string> Foreign =>
        ["https://evil.example", "http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost.evil.example", "file://", "nonsense"];

    [Theory, MemberData(nameof(Foreign))]
    public async Task A_page_of_another_origin_is_answered_nothing(string origin)
    {
        var console = await shared.ConsoleAsync();
        foreach (var path in new[] { "/api/runs", "/hubs/runs/negotiate?negotiateVersion=1", "/_blazor/negotiate?negotiateVersion=1" })
            (await console.Sam.SendAsync(HttpMethod.Post, path, "{}", ("Origin", origin))).MustRefuse(403, "foreignOrigin");
        (await console.Sam.GetAsync("/api/runs", ("Origin", origin))).MustRefuse(403, "foreignOrigin");
    }

    [Fact]
    public async Task Our_own_pages_and_programs_that_have_no_origin_are_answered()
    {
        var console = await shared.ConsoleAsync();
        (await console.Sam.GetAsync("/api/runs", ("Origin", console.Address.GetLeftPart(UriPartial.Authority)))).Must(200);
        (await console.Sam.GetAsync("/api/runs")).Must(200);
    }

    [Theory]
    [InlineData("/hubs/runs")]
    [InlineData("/_blazor")]
    public async Task A_socket_is_opened_for_our_own_pages_only_and_squeezes_nothing_together(string path)
    {
        var console = await shared.ConsoleAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await OpenAsync(console, path, "https://evil.example")).Status);
        var (status, compression) = await OpenAsync(console, path, console.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal((HttpStatusCode.SwitchingProtocols, false), (status, compression));
    }

    private static async Task<(HttpStatusCode Status, bool IsCompressed)> OpenAsync(ConsoleProcess console, string path, string origin)
    {
        using var patience = Patience.Begin();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Authorization", "Bearer demo-rita");
        socket.Options.DangerousDeflateOptions = new();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(console.Address, path)) { Scheme = "ws" }.Uri, patience.Token);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return (socket.HttpStatusCode, socket.HttpResponseHeaders?.ContainsKey("Sec-WebSocket-Extensions") == true);
    }
}
