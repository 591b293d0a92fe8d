using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.Tokens;

namespace ApprovalConsole.Tests.Security;

/// <summary>Tokens of a tenant: whose they are, what they let do, and what they never do.</summary>
public sealed class BearerTests(SilentHouse silent, OpenHouse open) : IClassFixture<SilentHouse>, IClassFixture<OpenHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_the_tenant_opens_what_its_app_roles_may_and_any_other_opens_nothing()
    {
        var console = silent.Console;
        var entra = console.Entra;
        (await console.With(entra.AccessToken("rita")).GetAsync("/api/runs")).Must(200);
        (await console.With(entra.AccessToken("rita")).PostAsync("/api/runs", "{}")).MustRefuse(403, "forbidden");
        (await console.With(entra.AccessToken("guest")).GetAsync("/api/runs")).MustRefuse(403, "forbidden");
        foreach (var token in new[]
        {
            entra.AccessToken("rita", d => d.Audience = "api://another"),
            entra.AccessToken("rita", d => d.Issuer = "https://127.0.0.1/elsewhere/v2.0"),
            entra.AccessToken("rita", d => (d.NotBefore, d.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1))),
            entra.AccessToken("rita", d => d.SigningCredentials = null),
            entra.AccessToken("rita", d => d.SigningCredentials = new(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256)),
            entra.AccessToken("rita", d => d.Claims.Remove("oid")),
            "demo-rita",
        }) (await console.With(token).GetAsync("/api/runs")).MustRefuse(401, "unauthenticated");
    }

    [Fact]
    public async Task Decisions_by_api_are_off()
    {
        var console = silent.Console;
        var proposal = await console.ProposalAsync("write");
        (await console.With(console.Entra.AccessToken("rita")).ApproveAsync(proposal)).MustRefuse(403, "beyondAuthority");
    }

    [Fact]
    public async Task Where_they_are_on_a_person_decides_with_a_fresh_token_and_it_says_by_which_door()
    {
        var console = open.Console;
        var entra = console.Entra;
        var proposal = await console.ProposalAsync("write");
        (await console.With(entra.AccessToken("rita", d => d.IssuedAt = DateTime.UtcNow.AddSeconds(-61))).ApproveAsync(proposal)).MustRefuse(403, "signInAgain");
        var decided = (await console.With(entra.AccessToken("rita")).ApproveAsync(proposal)).Must(200);
        Assert.Equal("api", decided.GetProperty("decision").Text("channel"));
        Assert.Contains(entra.SubjectOf("rita"), (await console.With(entra.AccessToken("rita")).GetAsync($"/api/runs/{decided.Text("runId")}/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_about_a_critical_call()
    {
        var console = open.Console;
        var proposal = await console.ProposalAsync("wipe");
        (await console.With(console.Entra.AccessToken("rita")).ApproveAsync(proposal)).MustRefuse(403, "beyondAuthority");
        (await console.With(console.Entra.AccessToken("rita")).RejectAsync(proposal, "no")).Must(200); // a no lets nothing go
    }

    [Fact]
    public async Task No_application_and_no_agent_decides_whatever_its_roles()
    {
        var console = open.Console;
        var (entra, proposal) = (console.Entra, await console.ProposalAsync("write"));
        foreach (var token in new[]
        {
            entra.ApplicationToken("Reviewer", "Admin"),
            entra.AccessToken("rita", d => d.Claims["idtyp"] = "app"),
            entra.AccessToken("rita", d => d.Claims.Remove("scp")),
            entra.AccessToken("rita", d => d.Claims["xms_act_fct"] = "11"),
            entra.AccessToken("rita", d => d.Claims["act"] = new Dictionary<string, object> { ["sub"] = "an agent" }),
        }) (await console.With(token).ApproveAsync(proposal)).MustRefuse(403, "beyondAuthority");
        (await console.With(entra.AccessToken("rita")).ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task A_program_asserts_what_the_settings_let_it_and_nothing_else()
    {
        var console = silent.Console;
        var program = console.With(console.Entra.ApplicationToken("Operator"));
        (await program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "somebody else" } })).MustRefuse(403, "beyondAuthority");
        console.Entra.Add("olga", "Operator");
        (await console.With(console.Entra.AccessToken("olga")).PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf = new { subject = "kim" } })).MustRefuse(403, "beyondAuthority");
    }

    [Fact]
    public async Task A_run_acts_for_whom_a_token_of_the_configured_issuer_names_and_no_other_token_names_anybody()
    {
        var console = silent.Console;
        var (entra, program) = (console.Entra, console.With(console.Entra.ApplicationToken("Operator")));
        Task<Answer> StartAsync(object onBehalfOf) => program.PostAsync("/api/runs", new { agent = "clerk", input = "x", onBehalfOf });
        var token = entra.AccessToken("rita", d => (d.Claims["sub"], d.Claims["permissions"]) = ("lee", new[] { "orders.write" }));
        Assert.Equal("lee", (await StartAsync(new { token })).Must(201).GetProperty("onBehalfOf").Text("subject"));
        (await StartAsync(new { token, subject = "kim" })).MustRefuse(422, "invalidRequest");
        foreach (var bad in new[]
        {
            token[..^8] + "AAAAAAAA", "nonsense", "",
            entra.AccessToken("rita", d => d.Audience = "another"), entra.AccessToken("rita", d => d.Issuer = "https://elsewhere"), entra.AccessToken("rita", d => d.SigningCredentials = null),
            entra.AccessToken("rita", d => (d.NotBefore, d.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1))),
        }) (await StartAsync(new { token = bad })).MustRefuse(422, "invalidRequest");
    }

    [Fact]
    public async Task An_event_stream_and_a_hubs_connection_last_no_longer_than_the_token_that_opened_them()
    {
        var console = open.Console;
        var entra = console.Entra;
        var run = (await console.ProposalAsync("write")).Text("runId");
        // Accepted for a while after its end, for clocks differ; a stream is not.
        var token = entra.AccessToken("rita", d => (d.NotBefore, d.Expires) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddSeconds(3)));
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(console.Process.Address, "/hubs/runs"), o => o.Headers["Authorization"] = $"Bearer {token}").Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ => Task.FromResult(closed.TrySetResult());
        await hub.StartAsync(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await console.With(token).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync(Ct);
        try
        {
            await stream.CopyToAsync(Stream.Null, Ct).WaitAsync(Patience.Cap, Ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // Cut, as it should be.
        }

        await closed.Task.WaitAsync(Patience.Cap, Ct);
        Assert.Equal("AwaitingDecision", (await console.With(entra.AccessToken("rita")).GetAsync($"/api/runs/{run}")).Must(200).Text("status")); // the run had not ended
    }

    [Fact]
    public async Task Whom_a_token_names_does_not_decide_what_a_run_asks_for_them_whatever_name_it_gives_them()
    {
        var console = open.Console;
        var entra = console.Entra;
        var token = entra.AccessToken("rita", d => d.Claims["sub"] = "pairwise");
        var proposal = await console.ProposalAsync("write", new { token });
        Assert.Equal("pairwise", proposal.Text("onBehalfOf"));
        (await console.With(entra.AccessToken("rita")).ApproveAsync(proposal)).MustRefuse(403, "separationOfDuties");
        (await console.With(entra.AccessToken("remy")).ApproveAsync(proposal)).Must(200);
    }

    [Fact]
    public async Task With_another_issuer_a_person_is_iss_and_sub_and_its_claims_stand_for_roles()
    {
        await using var console = await EntraConsole.StartAsync("Oidc", new JsonObject { ["DecisionsByApi"] = true, ["MayAssert"] = null });
        var entra = console.Entra;
        entra.Add("rita", "approvers");
        (await console.With(entra.AccessToken("remy")).GetAsync("/api/runs")).MustRefuse(403, "forbidden"); // the role's own name stands for nothing where there is a map
        (await console.With(entra.AccessToken("rita")).GetAsync("/api/runs")).Must(200);
        Assert.Equal(200, (await console.With(entra.AccessToken("rita")).GetAsync("/api/proposals")).Status);
    }
}
