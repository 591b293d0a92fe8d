using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Security;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Two nodes behind a proxy that ends TLS and keeps nobody with their node: what <c>compose.yaml</c> says, without its containers.</summary>
public sealed class BehindProxyTests
{
    private const string Site = "console.example";

    [Fact]
    public async Task A_sign_in_that_begins_at_one_node_ends_at_another_and_holds_at_both()
    {
        Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
        await using var console = await EntraConsole.StartAsync("Oidc", isNode: true);
        console.Entra.Add("rita", "approvers");
        await using var other = await console.StartAnotherAsync();
        using var visitor = new Visitor(console) { Site = Site };
        var state = await visitor.LeaveAsync();
        Assert.Equal($"https://{Site}/signin-oidc", visitor.Asked["redirect_uri"]);
        var code = await visitor.PickAsync("rita");

        visitor.Address = other.Address;
        Assert.Equal("302 /runs", await visitor.ComeBackAsync(("code", code), ("state", state)));
        foreach (var node in new[] { other, console.Process, other })
        {
            visitor.Address = node.Address;
            Assert.Equal("200", (await visitor.OpenAsync("/inbox")).Trim());
        }

        Assert.Empty(visitor.Open);
    }
}
