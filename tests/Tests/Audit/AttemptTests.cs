using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Audit;

/// <summary>Attempts that were refused are in the log, and no flood of them fills it.</summary>
public sealed class AttemptTests : IClassFixture<OpenConsole>
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly OpenConsole _console;
    private readonly RefusedAttempts _attempts;

    public AttemptTests(OpenConsole console) =>
        (_console, _attempts) = (console, new(console.Services.GetRequiredService<AuditLog>(), _time, NullLogger<RefusedAttempts>.Instance));

    [Fact]
    public async Task A_flood_by_strangers_is_written_so_far_and_then_counted_and_hides_nobody_that_is_known()
    {
        for (var i = 0; i < AttemptBound.EachMinute + 40; i++) await TryAsync(null, "flood");
        await TryAsync(new Actor("mia", "Mia", Channel.Api), "known");
        Assert.Equal(AttemptBound.EachMinute, await CountAsync("flood"));
        Assert.Equal(1, await CountAsync("known"));

        _time.Advance(TimeSpan.FromMinutes(1));
        await TryAsync(null, "flood");
        await TryAsync(null, "flood");
        Assert.Equal(AttemptBound.EachMinute + 2, await CountAsync("flood"));
        var more = Assert.Single(await EntriesAsync(AuditKinds.More), e => e.Actor is null);
        Assert.Equal(40, more.Detail.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task So_is_a_flood_by_somebody_who_is_known_in_their_name()
    {
        var by = new Actor("flo", "Flo", Channel.Api);
        for (var i = 0; i < AttemptBound.EachMinute + 3; i++) await TryAsync(by, "floods", "request");
        _time.Advance(TimeSpan.FromMinutes(1));
        await TryAsync(by, "floods", "request");
        Assert.Equal(AttemptBound.EachMinute + 1, await CountAsync("floods"));
        Assert.Equal(3, Assert.Single(await EntriesAsync(AuditKinds.More), e => e.Actor == "flo").Detail.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task No_flood_of_their_own_hides_an_order_or_a_decision_of_somebody_who_is_known()
    {
        var by = new Actor("max", "Max", Channel.Api);
        for (var i = 0; i < AttemptBound.EachMinute + 1; i++)
        {
            await TryAsync(by, "junk", "request");
            await TryAsync(by, "junk", "decision");
        }

        foreach (var what in new[] { "order", "decision", "release", "policy" }) await TryAsync(by, "hidden?", what);
        Assert.Equal(4, await CountAsync("hidden?"));
    }

    [Fact]
    public async Task A_flood_that_stops_is_counted_all_the_same()
    {
        var by = new Actor("sid", "Sid", Channel.Api);
        for (var i = 0; i < AttemptBound.EachMinute + 7; i++) await TryAsync(by, "stops", "request");
        await _attempts.FlushAsync();
        Assert.DoesNotContain(await EntriesAsync(AuditKinds.More), e => e.Actor == "sid"); // the minute is not over
        _time.Advance(TimeSpan.FromMinutes(1));
        await _attempts.FlushAsync();
        await _attempts.FlushAsync();
        Assert.Equal(7, Assert.Single(await EntriesAsync(AuditKinds.More), e => e.Actor == "sid").Detail.GetProperty("count").GetInt32());
    }

    private Task TryAsync(Actor? by, string at, string what = "order") => _attempts.NoteAsync(what, by, null, at, new Refusal(RefusalCode.BeyondAuthority, "no"));

    private async Task<int> CountAsync(string at) => (await EntriesAsync(AuditKinds.Refused)).Count(e => e.Subject == at);

    private async Task<IReadOnlyList<AuditEntryView>> EntriesAsync(string kind) => (await _console.Services.GetRequiredService<AuditQuery>()
        .ListAsync(new(null, kind, null, null, true), null, 200, TestContext.Current.CancellationToken)).Items;
}
