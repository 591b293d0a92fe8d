using System.Collections.Concurrent;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Outbound;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Audit;

/// <summary>I10: signed heads reach a witness outside of the console.</summary>
public sealed class WitnessTests
{
    private readonly ConcurrentQueue<string> _posted = new();
    private volatile int _answer = 200;

    [Fact]
    public async Task I10_a_head_that_the_console_has_signed_is_posted_every_minute_in_which_the_log_grew()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await using var witness = await WitnessAsync();
        using var folder = new TempFolder();
        var (time, audit) = (new FakeTimeProvider(), host.Get<AuditLog>());
        await File.WriteAllTextAsync(folder["heads.jsonl"], """{"size":4,"ro""", TestContext.Current.CancellationToken); // killed while it wrote its very first
        using var export = Export(audit, folder, witness, time);
        await export.StartAsync(TestContext.Current.CancellationToken);
        await PostedAsync(1);

        time.Advance(HeadExport.Every); // nothing new to say
        await host.ProposalOfAsync(await host.StartRunAsync("write:a"));
        time.Advance(HeadExport.Every);
        await PostedAsync(2);
        await export.StopAsync(TestContext.Current.CancellationToken);

        var heads = _posted.Select(TreeHead.Read).ToList();
        Assert.All(heads, h => Assert.True(h!.IsSigned() && AuditSignature.FingerprintOf(h.Key) == audit.Fingerprint));
        Assert.True(heads[1]!.Size > heads[0]!.Size);
        Assert.Equal(heads.Select(h => h!.Root).Distinct(), new HeadsFile(folder["heads.jsonl"]).ReadAll().Select(h => h!.Root).Distinct());
    }

    [Fact]
    public async Task I10_a_witness_that_did_not_take_it_is_told_again_and_the_file_has_it_all_the_same()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await using var witness = await WitnessAsync();
        using var folder = new TempFolder();
        var time = new FakeTimeProvider();
        _answer = 503;
        using var export = Export(host.Get<AuditLog>(), folder, witness, time);
        await export.StartAsync(TestContext.Current.CancellationToken);
        await PostedAsync(1);
        Assert.NotEmpty(new HeadsFile(folder["heads.jsonl"]).ReadAll());

        _answer = 200;
        await Until.TrueAsync(() =>
        {
            time.Advance(HeadExport.Every); // the export may still be at work on the answer before
            return Task.FromResult(_posted.Count >= 2);
        }, () => "it was not told again");
        await export.StopAsync(TestContext.Current.CancellationToken);
        Assert.InRange(_posted.Count, 2, 3); // a post that the end cut off is made once more
    }

    private static HeadExport Export(AuditLog audit, TempFolder folder, Listener witness, TimeProvider time) => new(
        audit, new HeadsFile(folder["heads.jsonl"]), new OutboundClients(new(new())), Options.Create(new AuditOptions { HeadsUrl = new($"http://127.0.0.1:{witness.Port}/heads") }), time, NullLogger<HeadExport>.Instance);

    private Task<Listener> WitnessAsync() => Listener.StartAsync(async context =>
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        context.Response.StatusCode = _answer;
        _posted.Enqueue(text);
    });

    private Task PostedAsync(int times) => Until.TrueAsync(() => Task.FromResult(_posted.Count >= times), () => $"posted {_posted.Count} times");
}
