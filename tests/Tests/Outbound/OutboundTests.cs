using System.Net;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Tests.Outbound;

/// <summary>Where the console can be made to connect to, tried on the real handler with real servers on this machine.</summary>
public sealed class OutboundTests : IAsyncLifetime
{
    private Listener _inside = null!;

    public async ValueTask InitializeAsync() => _inside = await Listener.StartAsync();

    public ValueTask DisposeAsync() => _inside.DisposeAsync();

    /// <summary>PORT stands for the server's. Names resolve as <see cref="Names"/> says.</summary>
    public static TheoryData<string> Forbidden =>
    [
        "http://127.0.0.1:PORT", "http://127.0.0.2:PORT", "http://localhost:PORT", "http://LOCALHOST:PORT", "http://localhost.:PORT",
        "http://2130706433:PORT", "http://0x7f000001:PORT", "http://0x7f.0.0.1:PORT", "http://017700000001:PORT", "http://0177.0.0.1:PORT", "http://127.1:PORT", "http://127.0.1:PORT",
        "http://0.0.0.0:PORT", "http://0:PORT", "http://[::]:PORT", "http://[::1]:PORT", "http://[0:0:0:0:0:0:0:1]:PORT",
        "http://[::ffff:127.0.0.1]:PORT", "http://[::ffff:7f00:1]:PORT", "http://[::127.0.0.1]:PORT", "http://[64:ff9b::7f00:1]:PORT", "http://[2002:7f00:1::]:PORT", "http://[2001:0:7f00:1::]:PORT",
        "http://example.com@127.0.0.1:PORT", "http://example.com%2f@127.0.0.1:PORT", "https://127.0.0.1:PORT",
        "http://10.0.0.5", "http://172.16.0.1", "http://172.31.255.255", "http://192.168.1.1", "http://100.64.0.1", "http://[fd00::1]", "http://[::ffff:10.0.0.5]",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/", "http://[fe80::1]", "http://[fec0::1]",
        "http://224.0.0.1", "http://255.255.255.255", "http://240.0.0.1", "http://[ff02::1]", "http://198.18.0.1", "http://192.0.2.1", "http://[2001:db8::1]",
        "http://inside.example:PORT", "http://mixed.example:PORT", "http://mapped.example:PORT", "http://metadata.example", "http://six.example:PORT",
    ];

    [Theory, MemberData(nameof(Forbidden))]
    public async Task An_address_that_is_not_public_is_refused_in_every_spelling_and_nothing_arrives(string address)
    {
        using var client = Client();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, address));
        Assert.IsType<OutboundRefusedException>(refused.GetBaseException());
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError); // what a tool's caller takes for: nothing was sent
        Assert.Equal(0, _inside.Hits);
    }

    public static TheoryData<string, string> Allowed => new()
    {
        { "127.0.0.1:PORT", "http://127.0.0.1:PORT" },
        { "127.0.0.1:*", "http://127.0.0.1:PORT" },
        { "127.0.0.0/8", "http://127.0.0.1:PORT" },
        { "127.0.0.1:PORT", "http://2130706433:PORT" },
        { "localhost:PORT", "http://localhost:PORT" },
        { "inside.example:PORT", "http://inside.example:PORT" },
        { "127.0.0.0/8", "http://inside.example:PORT" },
        { "127.0.0.0/8", "http://mapped.example:PORT" },
    };

    [Theory, MemberData(nameof(Allowed))]
    public async Task What_a_setting_allows_is_reached(string entry, string address)
    {
        using var client = Client(entry);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, address)).StatusCode);
        Assert.Equal(1, _inside.Hits);
    }

    public static TheoryData<string, string> StillForbidden => new()
    {
        { "127.0.0.1:1", "http://127.0.0.1:PORT" },
        { "127.0.0.1:PORT", "http://localhost:PORT" },
        { "127.0.0.1:PORT", "http://inside.example:PORT" },
        { "10.0.0.0/8", "http://127.0.0.1:PORT" },
        { "other.example:*", "http://inside.example:PORT" },
        { "metadata.example:*", "http://metadata.example" },
        { "127.0.0.0/8", "http://six.example:PORT" },
    };

    [Theory, MemberData(nameof(StillForbidden))]
    public async Task What_a_setting_allows_is_that_and_no_more(string entry, string address)
    {
        using var client = Client(entry);
        Assert.IsType<OutboundRefusedException>((await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, address))).GetBaseException());
        Assert.Equal(0, _inside.Hits);
    }

    [Fact]
    public async Task A_settings_file_is_trusted_with_the_host_and_port_it_names_and_with_nothing_else()
    {
        using var client = new OutboundClients(new(new()), ResolveAsync).For(new(At("http://127.0.0.1:PORT/v1")), () => []);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "http://127.0.0.1:PORT/v1/x")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, "http://127.0.0.1:1"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, "http://127.0.0.2:PORT"));
        using var byName = new OutboundClients(new(new()), ResolveAsync).For(new(At("http://inside.example:PORT")), () => []);
        Assert.Contains("Outbound:Allow", (await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(byName, "http://inside.example:PORT"))).GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_the_second_time_is_checked_the_second_time_and_looked_up_once_for_each_connection()
    {
        await using var closing = await Listener.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        using var client = new HttpClient(new OutboundClients(new(new() { Allow = ["127.0.0.1/32"] }), (_, _) => Task.FromResult(new[] { answers.Dequeue() })).Handler());
        (await GetAsync(client, $"http://rebinding.example:{closing.Port}")).EnsureSuccessStatusCode();
        Assert.Single(answers);
        Assert.IsType<OutboundRefusedException>((await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(client, $"http://rebinding.example:{closing.Port}"))).GetBaseException());
        Assert.Empty(answers);
        Assert.Equal(1, closing.Hits);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task No_redirect_is_followed_not_even_to_where_one_may_go(int status)
    {
        await using var door = await Listener.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = At("http://127.0.0.1:PORT/secret");
            return Task.CompletedTask;
        });
        using var client = Client("127.0.0.1:*");
        Assert.Equal(status, (int)(await GetAsync(client, $"http://127.0.0.1:{door.Port}")).StatusCode);
        Assert.Equal((1, 0), (door.Hits, _inside.Hits));
    }

    [Fact]
    public async Task What_was_sent_over_a_connection_that_broke_off_is_not_sent_again()
    {
        await using var rude = await Listener.StartAsync(async context =>
        {
            if (context.Request.Method == "GET") return;
            using var reader = new StreamReader(context.Request.Body);
            await reader.ReadToEndAsync();
            context.Abort();
        });
        using var client = Client("127.0.0.1:*");
        (await GetAsync(client, $"http://127.0.0.1:{rude.Port}")).EnsureSuccessStatusCode(); // so that the connection is one that was good before
        using var body = new StringContent("refund");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(new Uri($"http://127.0.0.1:{rude.Port}"), body, TestContext.Current.CancellationToken));
        Assert.Equal(2, rude.Hits);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/33")]
    [InlineData("host:0")]
    [InlineData("host:99999")]
    [InlineData(":80")]
    public void An_entry_that_says_nothing_is_named(string entry) =>
        Assert.Equal("Outbound:Allow:0", Assert.Throws<SettingException>(() => new OutboundRules(new() { Allow = [entry] })).Key);

    private HttpClient Client(params string[] allow) => new(new OutboundClients(new(new() { Allow = [.. allow.Select(At)] }), ResolveAsync).Handler());

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["inside.example"] = ["127.0.0.1"], ["mixed.example"] = ["93.184.216.34", "127.0.0.1"], ["mapped.example"] = ["::ffff:127.0.0.1"],
        ["metadata.example"] = ["169.254.169.254"], ["six.example"] = ["::1"], ["localhost."] = ["127.0.0.1"],
    };

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) =>
        Names.TryGetValue(host, out var addresses) ? Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]) : Dns.GetHostAddressesAsync(host, ct);

    private Task<HttpResponseMessage> GetAsync(HttpClient client, string address) => client.GetAsync(new Uri(At(address)), TestContext.Current.CancellationToken);

    private string At(string text) => text.Replace("PORT", $"{_inside.Port}", StringComparison.Ordinal);
}
