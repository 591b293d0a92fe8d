using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Tests.Outbound;

/// <summary>The ways by which the host asks identity providers.</summary>
public sealed class BackChannelTests
{
    [Theory]
    [InlineData(SignInMode.Oidc)]
    [InlineData(SignInMode.Entra)]
    public async Task What_a_providers_metadata_names_is_connected_to_by_the_guarded_way_only(SignInMode mode)
    {
        await using var inside = await Listener.StartAsync();
        var address = new Uri($"http://127.0.0.1:{inside.Port}/keys");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Authentication:Oidc:Authority"] = "https://login.example", ["Authentication:Oidc:ClientId"] = "console", ["Authentication:Oidc:ClientSecret"] = "kept",
            ["AzureAd:Instance"] = "https://login.example/", ["AzureAd:TenantId"] = "t", ["AzureAd:ClientId"] = "console", ["AzureAd:ClientSecret"] = "kept",
        });
        builder.Services.AddSingleton(new BackChannels(new(new(new()))));
        ProviderSetup.Add(builder, mode);
        await using var app = builder.Build();

        foreach (var client in new[]
        {
            app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme).Backchannel,
            app.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).Backchannel,
        })
            Assert.IsType<OutboundRefusedException>((await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address, TestContext.Current.CancellationToken))).InnerException);
        Assert.Equal(0, inside.Hits);
    }

    [Fact]
    public async Task Nor_is_a_redirect_followed_or_another_address_of_the_machine_taken_for_the_one_that_was_named()
    {
        await using var inside = await Listener.StartAsync();
        await using var named = await Listener.StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{inside.Port}/keys");
            return Task.CompletedTask;
        });
        using var client = new HttpClient(new BackChannels(new(new(new()))).To(new($"http://127.0.0.1:{named.Port}")));

        Assert.Equal(302, (int)(await client.GetAsync(new Uri($"http://127.0.0.1:{named.Port}/"), TestContext.Current.CancellationToken)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{inside.Port}/"), TestContext.Current.CancellationToken));
        Assert.Equal(0, inside.Hits);
    }
}
