using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>What counts as making a policy weaker, over policies drawn by chance.</summary>
public sealed class PolicyWeakeningTests
{
    private static readonly ToolPolicy Strict = new()
    {
        Reversibility = Reversibility.Critical, Approvals = 3, HoldSeconds = 10, Untrusted = true, ApprovalValidFor = TimeSpan.FromMinutes(5), EffectKey = ["/order"], Permissions = ["refunds.write"],
        Rules = [new(Json("""{"properties":{"amount":{"minimum":500}}}"""), Reversibility.Critical)],
        Checks = [new() { Argument = "/amount", Range = new() { Min = 0, Max = 500 } }],
        Authorization = [new() { Argument = "/user", MustEqual = Json("\"{principal.subject}\"") }, new() { Quota = new() { Window = "P1D", Count = 3, SumOf = "/amount", SumMax = 100 } }],
        Decisive = ["/order", "/amount"],
        Sensitive = new() { Arguments = ["/iban"], Result = ["/customer/email", "/orders/*/address"] },
        Reviewers = [new("leads")], RequireGrounded = ImmutableSortedDictionary<string, string>.Empty.Add("/order", "record"),
    };

    public static TheoryData<string, ToolPolicy> Weaker => new()
    {
        { "title", Strict with { Title = "Send a postcard" } },
        { "effect", Strict with { Effect = "Nothing much" } },
        { "class", Strict with { Reversibility = Reversibility.Irreversible } },
        { "rule gone", Strict with { Rules = [] } },
        { "rule lower", Strict with { Rules = [Strict.Rules[0] with { Reversibility = Reversibility.Irreversible }] } },
        { "check gone", Strict with { Checks = [] } },
        { "check wider", Strict with { Checks = [new() { Argument = "/amount", Range = new() { Min = 0, Max = 501 } }] } },
        { "owner gone", Strict with { Authorization = [Strict.Authorization[1]] } },
        { "quota gone", Strict with { Authorization = [Strict.Authorization[0]] } },
        { "quota wider", Strict with { Authorization = [Strict.Authorization[0], new() { Quota = new() { Window = "P1D", Count = 4, SumOf = "/amount", SumMax = 100 } }] } },
        { "quota of another counter", Strict with { Authorization = [Strict.Authorization[0], new() { Quota = new() { Window = "P1D", Count = 3, SumOf = "/other", SumMax = 100 } }] } },
        { "sum without end", Strict with { Authorization = [Strict.Authorization[0], new() { Quota = new() { Window = "P1D", Count = 3 } }] } },
        { "quota of another window", Strict with { Authorization = [Strict.Authorization[0], new() { Quota = new() { Window = "PT1H", Count = 3, SumOf = "/amount", SumMax = 100 } }] } },
        { "permission", Strict with { Permissions = [] } },
        { "grounding", Strict with { RequireGrounded = ImmutableSortedDictionary<string, string>.Empty } },
        { "reviewers gone", Strict with { Reviewers = [] } },
        { "reviewers more", Strict with { Reviewers = [new("leads"), new("everybody")] } },
        { "approvals", Strict with { Approvals = 2 } },
        { "valid for longer", Strict with { ApprovalValidFor = TimeSpan.FromMinutes(6) } },
        { "held for less", Strict with { HoldSeconds = 9 } },
        { "deed", Strict with { EffectKey = [] } },
        { "decides no more", Strict with { Decisive = ["/order"] } },
        { "independent", Strict with { Independent = true } },
        { "trusted", Strict with { Untrusted = false } },
        { "sent again", Strict with { IdempotencyArgument = "/key" } },
        { "an argument unmasked", Strict with { Sensitive = new() { Result = ["/customer/email", "/orders/*/address"] } } },
        { "a result unmasked", Strict with { Sensitive = new() { Arguments = ["/iban"], Result = ["/customer/email"] } } },
        { "one of many masked", Strict with { Sensitive = new() { Arguments = ["/iban"], Result = ["/customer/email", "/orders/0/address"] } } },
        { "nothing masked", Strict with { Sensitive = null } },
        { "unasked", Strict with { Approval = Asking.ByRule, Standing = new(Json("""{"required":["amount"]}"""), [], DateTimeOffset.UnixEpoch) } },
    };

    [Theory]
    [MemberData(nameof(Weaker))]
    public void Each_of_these_is_weaker(string what, ToolPolicy after) => Assert.True(PolicyWeakening.Of(Strict, after).Length == 1, what);

    [Fact]
    public void A_probe_that_is_new_or_another_or_settles_sooner_is_weaker_and_none_or_a_slower_one_is_not()
    {
        var probe = new ProbeRule { Tool = "ledger.find", Arguments = Json("""{"ref":"{/order}"}"""), Happened = Json("""{"required":["id"]}""") };
        var slow = Strict with { Probe = probe, ProbeFinalAfter = TimeSpan.FromHours(1) };
        Assert.Single(PolicyWeakening.Of(Strict, slow));
        Assert.Single(PolicyWeakening.Of(slow, slow with { Probe = probe with { Tool = "ledger.other" } }));
        Assert.Single(PolicyWeakening.Of(slow, slow with { ProbeFinalAfter = TimeSpan.FromMinutes(59) }));
        Assert.Single(PolicyWeakening.Of(slow with { ProbeFinalAfter = null }, slow));
        Assert.Empty(PolicyWeakening.Of(slow, slow with { ProbeFinalAfter = TimeSpan.FromHours(2) }));
        Assert.Empty(PolicyWeakening.Of(slow, slow with { ProbeFinalAfter = null }));
        Assert.Empty(PolicyWeakening.Of(slow, Strict));
    }

    [Fact]
    public void Forbidding_is_no_cover_for_unmasking() => Assert.Single(PolicyWeakening.Of(Strict, Strict with { Reversibility = Reversibility.Forbidden, Sensitive = null }));

    [Fact]
    public void Masking_more_is_not()
    {
        Assert.Empty(PolicyWeakening.Of(Strict with { Sensitive = null }, Strict));
        Assert.Empty(PolicyWeakening.Of(Strict, Strict with { Sensitive = new() { Arguments = ["/iban", "/note"], Result = ["/customer", "/orders"] } }));
        Assert.Empty(PolicyWeakening.Of(Strict, Strict with { Reversibility = Reversibility.Forbidden }));
    }

    [Theory]
    [MemberData(nameof(Weaker))]
    public void Taking_it_back_is_not(string what, ToolPolicy weaker)
    {
        // What a deed is, is reckoned otherwise both ways, and so it is with what a reviewer reads.
        if (what is not ("deed" or "title" or "effect")) Assert.Empty(PolicyWeakening.Of(weaker, Strict with { Authorization = [.. weaker.Authorization, .. Strict.Authorization], Checks = [.. weaker.Checks, .. Strict.Checks] }));
    }

    [Fact]
    public void Another_way_back_is_weaker_where_calls_go_unasked_for_having_one()
    {
        var order = Json("""{"order":"{/order}"}""");
        var undo = new UndoRule("shop.return", order, new() { Tool = "shop.order", Arguments = order, Path = "/status", MustEqual = Json("\"paid\"") });
        var reversible = new ToolPolicy { Reversibility = Reversibility.Reversible, Undo = undo };
        Assert.Single(PolicyWeakening.Of(reversible, reversible with { Undo = undo with { Tool = "shop.other" } }));
        Assert.Single(PolicyWeakening.Of(reversible, reversible with { Undo = undo with { Still = null } }));
        Assert.Empty(PolicyWeakening.Of(reversible, reversible with { Reversibility = Reversibility.Irreversible, Undo = null }));
    }

    [Fact]
    public void Times_to_answer_in_are_not() => Assert.Empty(PolicyWeakening.Of(
        Strict, Strict with { Decisive = ["/amount", "/order", "/user"], ExpiresAfter = TimeSpan.FromHours(1), Timeout = TimeSpan.FromSeconds(5) }));

    [Fact]
    public void Forbidding_never_is_and_allowing_again_always_is()
    {
        foreach (var policy in Drawn().Take(500))
        {
            Assert.Empty(PolicyWeakening.Of(policy, new() { Reversibility = Reversibility.Forbidden }));
            if (policy.Reversibility < Reversibility.Forbidden) Assert.NotEmpty(PolicyWeakening.Of(policy with { Reversibility = Reversibility.Forbidden }, policy));
        }
    }

    [Fact]
    public void A_policy_is_not_weaker_than_itself() => Assert.All(Drawn().Take(500), p => Assert.Empty(PolicyWeakening.Of(p, p)));

    [Fact]
    public void Many_steps_that_are_not_weaker_come_to_nothing_weaker()
    {
        // Else somebody could get alone, in small steps, where they may not go in one.
        var (policies, chains) = (Drawn().Take(60).ToList(), 0);
        foreach (var a in policies)
            foreach (var b in policies.Where(b => PolicyWeakening.Of(a, b).IsEmpty))
                foreach (var c in policies.Where(c => c.Reversibility is not Reversibility.Forbidden && b.Reversibility is not Reversibility.Forbidden && PolicyWeakening.Of(b, c).IsEmpty))
                {
                    chains++;
                    Assert.Empty(PolicyWeakening.Of(a, c));
                }

        Assert.True(chains > 100, $"only {chains} chains were drawn");
    }

    private static IEnumerable<ToolPolicy> Drawn()
    {
        var chance = new Random(7);
        while (true)
        {
            yield return new()
            {
                Reversibility = (Reversibility)chance.Next(5), Approvals = chance.Next(1, 3), Independent = chance.Next(2) == 0,
                Permissions = chance.Next(3) == 0 ? [] : ["refunds.write"], Reviewers = chance.Next(3) switch { 0 => [], 1 => [new("leads")], _ => [new("leads"), new("all")] },
                Authorization = chance.Next(3) == 0 ? [] : [new() { Quota = new() { Window = "P1D", Count = chance.Next(1, 4) } }],
                Checks = chance.Next(2) == 0 ? [] : [new() { Argument = "/amount", Range = new() { Min = 0, Max = 500 } }],
            };
        }
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
