using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Notices;

/// <summary>What is told to the outside, when, and how little of it.</summary>
public sealed class NoticeTests
{
    private static WebhookSettings To(Receiver receiver, params string[] events) => new() { Url = receiver.Url, Secret = Receiver.Secret, Events = events is [] ? ["*"] : events };

    [Fact]
    public async Task What_happens_is_told_signed_thin_and_with_a_link()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver)));
        var run = await host.Gate.StartRunAsync("write:verysecretword");
        await host.Gate.DecideAsync(await host.Gate.ProposalOfAsync(run));
        var rejected = await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:othersecretword"));
        await host.Gate.DecideAsync(rejected, "reject", "a private reason");
        var lost = await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:thirdsecretword"));
        await host.Gate.CancelAsync(lost.Id.Split('.')[0]);
        var stop = (await host.Gate.Stops.PressAsync("all", "a private drill", GateHost.Rita, TestContext.Current.CancellationToken)).Stop!;
        await host.Gate.Stops.ReleaseAsync(stop.Id, GateHost.Ada, TestContext.Current.CancellationToken);
        await host.Gate.Stops.ReleaseAsync(stop.Id, GateHost.Abel, TestContext.Current.CancellationToken);

        string[] expected = [NoticeType.Waiting, NoticeType.Waiting, NoticeType.Waiting, NoticeType.Decided, NoticeType.Decided, NoticeType.Lapsed, NoticeType.Stopped, NoticeType.Released];
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count >= expected.Length), "not all was told");
        Assert.Equal(expected.Order(), receiver.Taken.Select(t => t.Type).Order());
        Assert.All(receiver.Taken, t => Assert.True(t.IsSigned && t.Method == "POST" && t.Data.GetProperty("link").GetString()!.StartsWith("https://console.test/", StringComparison.Ordinal)));
        Assert.DoesNotContain(receiver.Taken, t => new[] { "secretword", "private", "rita", "kim" }.Any(word => t.Body.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(["approve", "reject"], receiver.Taken.Where(t => t.Type == NoticeType.Decided).Select(t => t.Data.GetProperty("decision").GetString()!).Order());
        var (waited, decided) = (Of(receiver, NoticeType.Waiting, run), Of(receiver, NoticeType.Decided, run));
        Assert.True(waited.Data.GetProperty("version").GetInt32() < decided.Data.GetProperty("version").GetInt32());
        Assert.Equal($"https://console.test/inbox/{waited.Data.GetProperty("proposalId").GetString()}", waited.Data.GetProperty("link").GetString());
    }

    [Fact]
    public async Task Who_wants_a_kind_is_told_of_that_kind_only()
    {
        await using var all = await Receiver.StartAsync();
        await using var some = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("all", To(all)), ("some", To(some, "stop.*")));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        await host.Gate.Stops.PressAsync("all", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        await GateHost.UntilAsync(() => Task.FromResult(all.Taken.Count == 2 && !some.Taken.IsEmpty), "not all was told");
        Assert.Equal(NoticeType.Stopped, Assert.Single(some.Asked).Type);
        Assert.Equal(some.Taken.Single().Id, all.Taken.Single(t => t.Type == NoticeType.Stopped).Id); // one notice, whoever is told
    }

    [Fact]
    public async Task An_unknown_outcome_and_a_halt_are_told()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver, "call.*", "run.*")));
        host.Gate.Writing = _ => throw new TimeoutException();
        await host.Gate.DecideAsync(await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a")));
        await host.Gate.StartRunAsync([.. Enumerable.Repeat("look:same", 12)]);
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count >= 2), "not both were told");
        Assert.Equal([NoticeType.OutcomeUnknown, NoticeType.Halted], receiver.Taken.Select(t => t.Type).Order());
        Assert.Equal("box.write", receiver.Taken.Single(t => t.Type == NoticeType.OutcomeUnknown).Data.GetProperty("tool").GetString());
        Assert.NotEmpty(receiver.Taken.Single(t => t.Type == NoticeType.Halted).Data.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task What_waits_near_its_deadline_is_told_and_what_was_answered_before_is_not()
    {
        await using var receiver = await Receiver.StartAsync();
        var writing = new JsonObject { ["ExpiresAfter"] = "10:00:00", ["Escalation"] = new JsonObject { ["After"] = "04:00:00", ["To"] = "Support" } };
        await using var host = await TellingHost.StartAsync(writing, ("ops", To(receiver, NoticeType.DeadlineNear, NoticeType.Escalated, NoticeType.Lapsed)));
        await host.Gate.DecideAsync(await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:answered")));
        var waits = await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:waits"));
        var planned = Assert.Single(await host.DeliveriesAsync("ops"));
        Assert.Equal((waits.Id, Micros.ToInstant(Micros.Of(waits.ExpiresAt.AddHours(-1)))), (planned.Subject, planned.At));
        Assert.Equal(0, (await host.StandAsync("ops")).Waiting); // it is not late

        host.GoAhead(TimeSpan.FromHours(5));
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count == 1), "the escalation was not told");
        Assert.Equal("support", receiver.Taken.Single(t => t.Type == NoticeType.Escalated).Data.GetProperty("to").GetString());
        host.GoAhead(TimeSpan.FromHours(4.5));
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count == 2), "the deadline was not told");
        Assert.Equal(waits.Id, receiver.Taken.Single(t => t.Type == NoticeType.DeadlineNear).Data.GetProperty("proposalId").GetString());
        host.GoAhead(TimeSpan.FromHours(1));
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count == 3), "that it expired was not told");
        Assert.Equal("expired", receiver.Taken.Single(t => t.Type == NoticeType.Lapsed).Data.GetProperty("status").GetString());
    }

    private static Told Of(Receiver receiver, string type, string run) => receiver.Taken.Single(t => t.Type == type && t.Data.GetProperty("runId").GetString() == run);
}
