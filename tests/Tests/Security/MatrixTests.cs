using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Security;

/// <summary>Every role, and who has none, at every door. Doors are found by looking; the rules are <see cref="AccessRules"/>.</summary>
public sealed partial class MatrixTests(OpenConsole console) : IClassFixture<OpenConsole>
{
    private static readonly string[] Visitors = [.. Roles.All, "none"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_address_has_a_rule() => Assert.Equal(AccessRules.Routes.Keys.Order(), Doors.RoutesOf(console.Endpoints).Distinct().Order());

    [Fact]
    public void That_check_can_fail()
    {
        var back = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/back/door"), 0, EndpointMetadataCollection.Empty, "back door");
        Assert.Equal(["ANY /back/door"], Doors.RoutesOf([new DefaultEndpointDataSource(back)]));
        Assert.DoesNotContain("ANY /back/door", AccessRules.Routes.Keys);
        foreach (var likeOurs in new[] { "/_blazor-admin/decide", "/_blazor/decide", "/_framework/decide" })
        {
            var disguised = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse(likeOurs), 0, EndpointMetadataCollection.Empty, "back door");
            Assert.Equal([$"ANY {likeOurs}"], Doors.RoutesOf([new DefaultEndpointDataSource(disguised)]));
        }
    }

    [Fact]
    public void Every_page_has_a_rule()
    {
        Assert.Equal(AccessRules.Pages.Keys.Order(), Doors.PagesOf(console.Endpoints).Distinct().Order());
        Assert.Equal(AccessRules.Pages.Keys.Order(), Doors.Pages.Select(p => p.Route).Order());
    }

    [Fact]
    public void Every_method_of_a_hub_has_a_rule() => Assert.Equal(AccessRules.HubMethods.Keys.Order(), Doors.HubMethods.Order());

    [Fact]
    public void Every_role_is_in_the_matrix() => Assert.Equal(Roles.All.Order(), AccessRules.Everybody.Order());

    [Fact]
    public async Task Each_address_lets_in_who_may_and_nobody_else()
    {
        var faults = new List<string>();
        foreach (var (door, may) in AccessRules.Routes)
        {
            var (method, path) = (door.Split(' ')[0], Hole().Replace(door.Split(' ')[1].Replace("{documentName}", "v1", StringComparison.Ordinal), "none"));
            method = method == "ANY" ? "GET" : method;
            var open = ReferenceEquals(may, AccessRules.Anyone);
            using var stranger = ByCookie();
            if (await StatusAsync(stranger, method, path) is var (status, _) && status is 401 == open) faults.Add($"{door}: a stranger got {status}");
            foreach (var role in Visitors.Where(_ => !open))
            {
                using var visitor = ByKey(role);
                var (answered, code) = await StatusAsync(visitor, method, path);
                var isOut = answered is 403 && (code.Contains("\"forbidden\"", StringComparison.Ordinal) || !path.StartsWith("/api", StringComparison.Ordinal));
                if (ReferenceEquals(may, AccessRules.ByToken) ? answered is not 401 : isOut == may.Contains(role) || answered is 401 or >= 500) faults.Add($"{door}: {role} got {answered} {code}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Each_page_lets_in_who_may_and_nobody_else()
    {
        var faults = new List<string>();
        var sessions = new Dictionary<string, HttpClient>();
        foreach (var role in Visitors) sessions[role] = await SignedInAsync(role);
        using var stranger = ByCookie();
        foreach (var (route, may) in AccessRules.Pages)
        {
            var path = Hole().Replace(route, "none");
            var open = ReferenceEquals(may, AccessRules.Anyone);
            var (status, to) = await PageAsync(stranger, path);
            if (open ? status is 302 : status is not 302 || !to.Contains("/sign-in", StringComparison.Ordinal)) faults.Add($"{route}: a stranger got {status} {to}");
            foreach (var (role, visitor) in sessions)
            {
                (status, to) = await PageAsync(visitor, path);
                var isOut = status is 302 && to.Contains("/access-denied", StringComparison.Ordinal);
                if (isOut == (open || may.Contains(role)) || status >= 500) faults.Add($"{route}: {role} got {status} {to}");
            }
        }

        foreach (var session in sessions.Values) session.Dispose();
        Assert.Empty(faults);
    }

    [Fact]
    public void A_circuit_asks_of_a_page_what_the_server_asks() => Assert.All(Doors.Pages, page =>
    {
        var may = AccessRules.Pages[page.Route];
        if (ReferenceEquals(may, AccessRules.Anyone))
        {
            Assert.NotNull(page.Page.GetCustomAttribute<AllowAnonymousAttribute>());
            return;
        }

        var asked = page.Page.GetCustomAttribute<AuthorizeAttribute>();
        Assert.NotNull(asked);
        Assert.Equal(may.Order(), (asked.Roles?.Split(',') ?? AccessRules.Everybody).Order());
    });

    [Fact]
    public async Task Each_method_of_a_hub_lets_in_who_may_and_nobody_else()
    {
        var faults = new List<string>();
        foreach (var role in Visitors)
        {
            await using var hub = new HubConnectionBuilder().WithUrl(new Uri(console.Address, "/hubs/runs"), o => o.Headers["Authorization"] = $"Bearer {OpenConsole.KeyOf(role)}").Build();
            try
            {
                await hub.StartAsync(Ct);
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Forbidden)
            {
                if (role != "none") faults.Add($"{role} got no connection");
                continue;
            }

            foreach (var (method, may) in AccessRules.HubMethods)
                if (await IsLetInAsync(hub, method.Split('.')[1]) != may.Contains(role)) faults.Add($"{method}: {role}");
        }

        Assert.Empty(faults);
    }

    /// <summary>A method that is asked for what there is not says so; one that is not for the caller says that.</summary>
    private static async Task<bool> IsLetInAsync(HubConnection hub, string method)
    {
        object[] arguments = method == "WatchRun" ? ["none", 0] : [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        try
        {
            await foreach (var _ in hub.StreamAsyncCore<System.Text.Json.JsonElement>(method, arguments, stop.Token)) break;
            return true;
        }
        catch (HubException e)
        {
            return !e.Message.Contains("unauthorized", StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<(int Status, string Text)> StatusAsync(HttpClient caller, string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (method != "GET") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var response = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        if (response.Headers.Location?.OriginalString.Contains("/sign-in?", StringComparison.Ordinal) == true) return (401, "");
        return ((int)response.StatusCode, (int)response.StatusCode >= 400 ? await response.Content.ReadAsStringAsync(Ct) : "");
    }

    private static async Task<(int Status, string To)> PageAsync(HttpClient visitor, string path)
    {
        using var response = await visitor.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString ?? "");
    }

    private HttpClient ByKey(string role)
    {
        var http = ByCookie();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OpenConsole.KeyOf(role));
        return http;
    }

    private HttpClient ByCookie() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console.Address };

    private async Task<HttpClient> SignedInAsync(string role)
    {
        var visitor = ByCookie();
        var page = await visitor.GetStringAsync(new Uri("/sign-in?secret=any", UriKind.Relative), Ct);
        using var form = new FormUrlEncodedContent(
            [new("name", OpenConsole.PersonOf(role)), new("secret", console.Services.GetRequiredService<SignInSecret>().Path.Split('=')[1]), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        using var answer = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return visitor;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
