using System.Reflection;
using System.Security.Claims;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApprovalConsole.Tests.Security;

/// <summary>Orders over HTTP, found by looking: each is asked for at the door, and only a person who is there now gives those that count.</summary>
public sealed partial class OrderTests(OpenConsole open, EntraHouse house) : IClassFixture<OpenConsole>, IClassFixture<EntraHouse>
{
    // What a handler could know a caller by, without having asked at the door.
    private static readonly Type[] Callers = [typeof(ClaimsPrincipal), typeof(HttpContext), typeof(HttpRequest)];

    private IEnumerable<string> Orders => Doors.OrdersOf(open.Endpoints).Select(o => o.Door).Distinct();

    [Fact]
    public void No_order_knows_its_caller_but_from_the_door() => Assert.All(Doors.OrdersOf(open.Endpoints), o => Assert.DoesNotContain(ParametersOf(o.Endpoint), Callers.Contains));

    [Fact]
    public void That_check_can_fail() => Assert.Contains(open.Endpoints.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>(), e => ParametersOf(e).Any(Callers.Contains));

    [Fact]
    public void Programs_may_ask_for_what_the_rules_say_and_for_nothing_else() => Assert.Equal(
        AccessRules.ForPrograms.Order(), Doors.OrdersOf(open.Endpoints).Where(o => OrderDoor.IsForPrograms(o.Endpoint)).Select(o => o.Door).Distinct().Order());

    [Fact]
    public async Task No_application_and_no_agent_gives_an_order_that_is_a_persons_whatever_its_roles()
    {
        var entra = house.Console.Entra;
        entra.Add("max", [.. Roles.All]);
        foreach (var token in new[]
        {
            entra.ApplicationToken([.. Roles.All]), entra.AccessToken("max", d => d.Claims["idtyp"] = "app"), entra.AccessToken("max", d => d.Claims.Remove("scp")),
            entra.AccessToken("max", d => d.Claims["act"] = new Dictionary<string, object> { ["sub"] = "an agent" }),
        })
            foreach (var order in Orders)
            {
                var answer = await SendAsync(token, order);
                if (AccessRules.ForPrograms.Contains(order)) Assert.DoesNotContain("a person does", answer.Text, StringComparison.Ordinal);
                else Assert.Contains("a person does", answer.MustRefuse(403, "beyondAuthority").Text("title"), StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task A_person_gives_it_with_a_token_of_this_moment_and_with_no_older_one()
    {
        var entra = house.Console.Entra;
        entra.Add("max", [.. Roles.All]);
        foreach (var order in Orders.Except(AccessRules.ForPrograms))
        {
            (await SendAsync(entra.AccessToken("max", d => d.IssuedAt = DateTime.UtcNow.AddMinutes(-2)), order)).MustRefuse(403, "signInAgain");
            var now = await SendAsync(entra.AccessToken("max"), order);
            Assert.True(now.Status is not (401 or 403 or >= 500), $"{order}: {now.Status} {now.Text}");
        }
    }

    [Fact]
    public async Task Who_is_blocked_gives_none()
    {
        var entra = house.Console.Entra;
        entra.Add("bea", [.. Roles.All]);
        (await house.Console.With(entra.AccessToken("ada")).PostAsync("/api/people/block", new { subject = entra.SubjectOf("bea"), reason = "left the house" })).Must(200);
        foreach (var order in Orders) (await SendAsync(entra.AccessToken("bea"), order)).MustRefuse(403, "blocked");
        Assert.Contains(await house.EntriesAsync("attempt.refused.v1", entra.SubjectOf("bea")), e => e.Text("subject") == "POST /api/stops");
    }

    [Fact]
    public async Task An_application_is_not_the_second_admin()
    {
        var (console, entra) = (house.Console, house.Console.Entra);
        entra.Add("abel", "Admin");
        Caller Admin(string name) => console.With(entra.AccessToken(name));
        var program = console.With(entra.ApplicationToken("Admin"));
        var version = (await Admin("ada").GetAsync("/api/tools/box.write")).Must(200).GetProperty("policy").GetProperty("version").GetInt32();
        var change = (await Admin("ada").PutAsync("/api/tools/box.write/policy", new { reversibility = "ReadOnly" }, ("If-Match", $"\"{version}\""))).Must(202).Text("changeId");
        (await program.PostAsync($"/api/tools/box.write/policy/changes/{change}/approve", "{}")).MustRefuse(403, "beyondAuthority");
        (await Admin("abel").PostAsync($"/api/tools/box.write/policy/changes/{change}/approve", "{}")).Must(200);

        var stop = (await Admin("ada").PostAsync("/api/stops", new { scope = "tool:box.wipe", reason = "drill" })).Must(201).Text("id");
        (await Admin("ada").PostAsync($"/api/stops/{stop}/release", "{}")).Must(200);
        (await program.PostAsync($"/api/stops/{stop}/release", "{}")).MustRefuse(403, "beyondAuthority");
        (await Admin("ada").PostAsync($"/api/stops/{stop}/release", "{}")).MustRefuse(403, "separationOfDuties");
        Assert.Contains(await house.EntriesAsync("attempt.refused.v1", entra.SubjectOf("ada")), e => e.GetProperty("detail").Text("what") == "release" && e.Text("subject") == stop);
        (await Admin("abel").PostAsync($"/api/stops/{stop}/release", "{}")).Must(200);

        var tried = Assert.Single(await house.EntriesAsync("attempt.refused.v1", FakeEntra.Application), e => e.Text("subject") == $"POST /api/stops/{stop}/release");
        Assert.Equal(("order", "beyondAuthority", "api"), (tried.GetProperty("detail").Text("what"), tried.GetProperty("detail").Text("code"), tried.Text("channel")));
    }

    private Task<Answer> SendAsync(string token, string order) => house.Console.With(token).SendAsync(
        new(order.Split(' ')[0]), Hole().Replace(order.Split(' ')[1], "none"), "{}", ("If-Match", "\"0\""));

    private static IEnumerable<Type> ParametersOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Select(p => p.ParameterType) ?? [typeof(HttpContext)];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
