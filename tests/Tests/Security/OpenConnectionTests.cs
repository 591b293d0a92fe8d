using System.Net.Http.Headers;
using System.Security.Claims;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Security;

/// <summary>What was opened with a right that is gone does not stay open.</summary>
public sealed class OpenConnectionTests(OpenConsole console) : IClassFixture<OpenConsole>
{
    private static readonly Actor Ada = new("ada", "ada", Channel.Page);
    private static readonly Actor Abel = new("abel", "abel", Channel.Page);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_is_revoked_keeps_neither_its_socket_nor_its_stream()
    {
        var keys = console.Services.GetRequiredService<ApiKeys>();
        var (key, _) = await keys.CreateAsync("wall", [Roles.Support], null, Ada, Ct);
        var (other, _) = await keys.CreateAsync("other wall", [Roles.Support], null, Ada, Ct);
        await console.Services.GetRequiredService<StopSwitch>().PressAsync("agent:clerk", "so that a run is open", Ada, Ct);
        var run = (await console.Services.GetRequiredService<RunStarter>().StartAsync(new("clerk", "x", new("kim", ["*"])), Ada, null, Ct)).Run!.Id;
        await using var hub = Hub(key);
        await using var otherHub = Hub(other);
        var (closed, otherClosed) = (ClosedOf(hub), ClosedOf(otherHub));
        await hub.StartAsync(Ct);
        await otherHub.StartAsync(Ct);
        using var http = new HttpClient { BaseAddress = console.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key), Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } } };
        using var response = await http.GetAsync(new Uri($"/api/runs/{run}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync(Ct);
        var read = stream.CopyToAsync(Stream.Null, Ct);

        Assert.False(read.IsCompleted || closed.IsCompleted);
        Assert.Null(await keys.RevokeAsync(keys.All.Single(k => k.Name == "wall").Id, Ada, Ct));

        await closed.WaitAsync(Patience.Cap, Ct);
        try
        {
            await read.WaitAsync(Patience.Cap, Ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // Cut, as it should be.
        }

        Assert.Equal(HubConnectionState.Connected, otherHub.State);
        Assert.False(otherClosed.IsCompleted);
    }

    [Fact]
    public async Task Who_is_blocked_while_they_come_in_keeps_nothing_open() =>
        Assert.Equal((StatusCodes.Status403Forbidden, false), await ComeInAsync(
            PersonClaims.Of("dora", "dora", [Roles.Reviewer], [], "test"), () => console.Services.GetRequiredService<BlockList>().BlockAsync("dora", null, "left the house", Abel, Ct)));

    [Fact]
    public async Task A_key_that_is_revoked_while_it_comes_in_keeps_nothing_open()
    {
        var keys = console.Services.GetRequiredService<ApiKeys>();
        await keys.CreateAsync("late", [Roles.Support], null, Ada, Ct);
        var id = keys.All.Single(k => k.Name == "late").Id;
        Assert.Equal((StatusCodes.Status401Unauthorized, false), await ComeInAsync(
            PersonClaims.Of($"key:{id}", "late", [Roles.Support], [], "test", new Claim(PersonClaims.KeyId, id), new Claim(PersonClaims.KeyOwner, "ada")), () => keys.RevokeAsync(id, Ada, Ct)));
    }

    /// <summary>It happens right before the connection is attached to what would cut it.</summary>
    private async Task<(int Status, bool IsIn)> ComeInAsync(ClaimsPrincipal user, Func<Task> happens)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var isIn = false;
        app.UseSessions();
        app.Run(_ =>
        {
            isIn = true;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext { User = user, RequestServices = new Happening(console.Services, happens) };
        await ((IApplicationBuilder)app).Build()(context);
        return (context.Response.StatusCode, isIn);
    }

    private HubConnection Hub(string? key) => new HubConnectionBuilder().WithUrl(new Uri(console.Address, "/hubs/runs"), o => o.Headers["Authorization"] = $"Bearer {key}").Build();

    private static Task ClosedOf(HubConnection hub)
    {
        var closed = new TaskCompletionSource();
        hub.Closed += _ => Task.FromResult(closed.TrySetResult());
        return closed.Task;
    }

    private sealed class Happening(IServiceProvider services, Func<Task> happens) : IServiceProvider
    {
        public object? GetService(Type serviceType)
        {
            if (serviceType == typeof(Sessions)) happens().GetAwaiter().GetResult();
            return services.GetService(serviceType);
        }
    }
}
