using System.Reflection;
using System.Security.Claims;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Walls;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Security;

/// <summary>Orders that people give on pages: each page that gives one asks the doorkeeper, with the roles of its rule.</summary>
public sealed class HandlerTests(OpenConsole console) : IClassFixture<OpenConsole>
{
    private static readonly Assembly Web = typeof(Roles).Assembly;

    private static readonly string[] Orders =
    [
        "Decisions.DecideAsync", "RunStarter.StartAsync", "RunUndo.UndoAsync",
        "RunControl.CancelAsync", "RunControl.GrantAsync", "RunControl.SettleAsync", "RunControl.RecallAsync", "RunControl.WithdrawAsync", "RunControl.CommentAsync", "RunControl.HandOverAsync", "RunControl.TakeOnAsync", "RunControl.SayAsync",
        "Policies.SetAsync", "Policies.ProposeAsync", "Policies.ConfirmAsync", "Policies.RejectAsync", "Policies.AdmitAsync",
        "BlockList.BlockAsync", "BlockList.UnblockAsync", "ApiKeys.CreateAsync", "ApiKeys.RevokeAsync",
        "StopSwitch.PressAsync", "StopSwitch.ReleaseAsync", "Erasure.EraseAsync", "Reveals.RevealAsync", "BudgetControl.SetAsync", "BudgetControl.ConfirmAsync", "BudgetControl.RejectAsync",
        "SetupControl.SetAsync", "SetupControl.ConfirmAsync", "SetupControl.RejectAsync", "ISetups.SetAsync", "ISetups.ConfirmAsync", "ISetups.RejectAsync",
        "DestinationControl.DisableAsync", "DestinationControl.EnableAsync", "DestinationControl.ResendAsync",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IEnumerable<Type> Givers => References.Uses(Web).Where(use => Orders.Contains(use.Member)).Select(use => use.User).Distinct()
        .SelectMany(name => Web.GetTypes().Where(t => t.Name == name && !t.IsNested && t.IsSubclassOf(typeof(ComponentBase))));

    [Fact]
    public void Every_page_that_gives_orders_has_a_rule() => Assert.Equal(AccessRules.Handlers.Keys.Order(), Givers.Select(t => t.Name).Order());

    [Fact]
    public void Every_page_that_gives_orders_asks_the_doorkeeper() =>
        Assert.All(Givers, t => Assert.Contains(t.GetConstructors().Single().GetParameters(), p => p.ParameterType == typeof(Doorkeeper)));

    [Fact]
    public void It_asks_for_the_roles_of_its_rule()
    {
        var lists = typeof(May).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        Assert.All(Givers, t => Assert.Equal(AccessRules.Handlers[t.Name].Order(), LiteralsOf(t).Where(lists.Contains).Distinct().Order()));
    }

    [Fact]
    public async Task Who_is_blocked_is_out_with_the_keys_they_made_and_these_open_again_with_their_owner()
    {
        var (mallory, abel) = (new Actor("mallory", "mallory", Channel.Page), new Actor("abel", "abel", Channel.Page));
        var blocks = console.Services.GetRequiredService<BlockList>();
        var (key, _) = await console.Services.GetRequiredService<ApiKeys>().CreateAsync("night shift", [Roles.Support], null, mallory, Ct);
        using var program = new Hosting.Caller(new HttpClient { BaseAddress = console.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } });
        (await program.GetAsync("/api/runs")).Must(200);
        Assert.Null(await blocks.BlockAsync("MALLORY", null, "left the house", abel, Ct));
        (await program.GetAsync("/api/runs")).MustRefuse(403, "blocked");
        (await program.PostAsync("/api/stops", new { scope = "all", reason = "spite" })).MustRefuse(403, "blocked");
        Assert.Null(await blocks.UnblockAsync("mallory", abel, Ct));
        (await program.GetAsync("/api/runs")).Must(200);
    }

    [Fact]
    public async Task The_doorkeeper_lets_in_who_is_in_the_list_and_nobody_else()
    {
        var door = console.Services.GetRequiredService<Doorkeeper>();
        foreach (var list in AccessRules.Handlers.Values.SelectMany(l => l).Distinct())
        {
            foreach (var role in Roles.All)
            {
                var entry = await door.ForOrderAsync(SignedIn(role), Channel.Page, list, Ct);
                Assert.True(entry.Actor is not null == list.Split(',').Contains(role) && entry.Refusal?.Code is null or RefusalCode.BeyondAuthority, $"{role} at {list}");
            }

            Assert.Equal(RefusalCode.SignInAgain, (await door.ForOrderAsync(new(new ClaimsIdentity()), Channel.Page, list, Ct)).Refusal?.Code);
        }
    }

    [Fact]
    public async Task A_page_takes_orders_from_who_has_signed_in_there_and_from_no_token_and_no_session_that_ended()
    {
        var door = console.Services.GetRequiredService<Doorkeeper>();
        var token = PersonClaims.Of("rita", "rita", Roles.All, [], "test", new Claim(PersonClaims.Holder, $"{Holder.Person}"));
        var ended = SignedIn(Roles.Reviewer);
        Assert.NotNull((await door.ForDecisionAsync(ended, Channel.Page, Ct)).Actor);
        await console.Services.GetRequiredService<Sessions>().EndAsync(console.Services.GetRequiredService<Sessions>().Find(ended)!, Ct);
        foreach (var user in new[] { token, ended })
        {
            Assert.Equal(RefusalCode.SignInAgain, (await door.ForOrderAsync(user, Channel.Page, Roles.Reviewer, Ct)).Refusal?.Code);
            Assert.Equal(RefusalCode.SignInAgain, (await door.ForDecisionAsync(user, Channel.Page, Ct)).Refusal?.Code);
        }
    }

    private ClaimsPrincipal SignedIn(string role)
    {
        var session = new Session(OpenConsole.PersonOf(role), OpenConsole.PersonOf(role), [role], [], DateTimeOffset.UtcNow);
        Assert.True(console.Services.GetRequiredService<Sessions>().OpenAsync(session, Ct).IsCompletedSuccessfully);
        return PersonClaims.Of(session, "test");
    }

    // Markup asks for roles, too, to show or hide things; what it shows is no order.
    private static IEnumerable<string> LiteralsOf(Type type) =>
        new[] { type }.Concat(type.GetNestedTypes(BindingFlags.NonPublic)).SelectMany(t => t.GetMethods(
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => !m.Name.Contains("BuildRenderTree", StringComparison.Ordinal)).SelectMany(LiteralsOf);

    private static IEnumerable<string> LiteralsOf(MethodInfo method)
    {
        const byte loadString = 0x72, callVirtual = 0x6F;
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 5 <= il.Length; i++)
        {
            if (il[i] != loadString || il[i + 4] != 0x70 || TryRead(() => method.Module.ResolveString(BitConverter.ToInt32(il, i + 1))) is not { } text) continue;

            // A question about one role is no list for the doorkeeper.
            if (i + 10 <= il.Length && il[i + 5] == callVirtual && TryRead(() => method.Module.ResolveMethod(BitConverter.ToInt32(il, i + 6))?.Name) == nameof(ClaimsPrincipal.IsInRole)) continue;
            yield return text;
        }
    }

    private static string? TryRead(Func<string?> resolve)
    {
        try
        {
            return resolve();
        }
        catch (ArgumentException)
        {
            return null; // no string after all: bytes that look like one
        }
    }
}
