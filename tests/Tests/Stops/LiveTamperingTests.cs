using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody writes to the database while the console runs, and covers the traces in the log's own table as well: they have no key, and do not reach what the console remembers.</summary>
public sealed class LiveTamperingTests
{
    [Fact]
    public async Task I1_an_approval_whose_use_was_cut_from_journal_and_log_alike_is_not_used_again()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:once");
        await host.DecideAsync(await host.ProposalOfAsync(run));
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");

        await host.ExecuteAsync($"""
            CREATE TEMP TABLE gone AS SELECT Position, Version FROM journal WHERE Stream = '{run}' AND Version > (SELECT MAX(Version) FROM journal WHERE Stream = '{run}' AND Name = 'proposal.approved.v1');
            DELETE FROM audit WHERE Position IN (SELECT Position FROM gone);
            DELETE FROM payloads WHERE Stream = '{run}' AND Version IN (SELECT Version FROM gone);
            DELETE FROM journal WHERE Position IN (SELECT Position FROM gone);
            DELETE FROM calls WHERE RunId = '{run}';
            """);
        await host.WakeAsync(run);

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Equal("once", Assert.Single(host.Calls).Word);
    }

    [Fact]
    public async Task I1_an_event_that_was_changed_together_with_its_leaf_in_the_log_lets_nobody_approve_their_own()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:own"));

        await ChangeAsync(host, proposal.Id.Split('.')[0], "run.started.v1", data => data.Replace("\"sam\"", "\"ron\"", StringComparison.Ordinal));
        await host.DecideAsync(proposal);

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_a_run_that_is_said_to_be_the_canarys_is_held_by_stops_all_the_same()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:canary"));

        await ChangeAsync(host, proposal.Id.Split('.')[0], "run.started.v1", data => data.Replace("\"kind\":\"Agent\"", "\"kind\":\"Canary\"", StringComparison.Ordinal));
        await Assert.ThrowsAsync<JournalDamagedException>(() => host.DecideAsync(proposal));

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_a_text_that_nobody_erased_and_that_is_gone_lets_nothing_go()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:text"));

        await host.ExecuteAsync($"DELETE FROM payloads WHERE Stream = '{proposal.Id.Split('.')[0]}' AND Text = 'kim'");
        var answer = await host.DecideAsync(proposal);

        Assert.NotNull(answer.Refusal);
        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_a_rejection_that_was_cut_out_does_not_bring_the_proposal_back()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:no");
        var proposal = await host.ProposalOfAsync(run);
        await host.DecideAsync(proposal, "reject", "no");
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");

        await host.ExecuteAsync($"""
            CREATE TEMP TABLE gone AS SELECT Position, Version FROM journal WHERE Stream = '{run}' AND Version >= (SELECT Version FROM journal WHERE Stream = '{run}' AND Name = 'proposal.rejected.v1');
            DELETE FROM audit WHERE Position IN (SELECT Position FROM gone);
            DELETE FROM payloads WHERE Stream = '{run}' AND Version IN (SELECT Version FROM gone);
            DELETE FROM journal WHERE Position IN (SELECT Position FROM gone);
            """);
        Assert.Equal(RefusalCode.GateUnproven, (await host.DecideAsync(proposal)).Refusal?.Code);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_once_somebody_has_written_nothing_of_a_remembered_run_goes_and_nothing_is_remembered_any_more()
    {
        await using var host = await GateHost.StartAsync(services => services.AddSingleton(s => s.GetRequiredService<Store>().CreateForeignWrites())); // which is left out elsewhere here, to see what is behind it
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:own"));
        Assert.NotNull(host.Get<RunMemory>().Of(proposal.Id.Split('.')[0]));

        await ChangeAsync(host, proposal.Id.Split('.')[0], "run.started.v1", data => data.Replace("\"sam\"", "\"zed\"", StringComparison.Ordinal), isRemembered: true);
        await Record.ExceptionAsync(() => host.DecideAsync(proposal)); // whatever is written next finds it: this, or something else by then, and this is refused

        await GateHost.UntilAsync(() => Task.FromResult(!host.Get<Breach>().Findings.IsEmpty), "nobody found that somebody has written");
        Assert.Null(host.Get<RunMemory>().Of(proposal.Id.Split('.')[0]));
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task While_a_run_is_being_written_nobody_is_told_what_is_remembered_of_it()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var (memory, run) = (host.Get<RunMemory>(), await host.StartRunAsync("write:own"));
        await host.ProposalOfAsync(run);

        var known = memory.Take(run);
        Assert.NotNull(known);
        Assert.Null(memory.Of(run)); // the disk may know more by now
        Assert.Same(known, memory.Before(run)); // for who follows it, and is told when there is more
        memory.PutBack(known);
        Assert.Same(known, memory.Of(run));
        memory.Take(run);
        memory.Forget(run); // nobody knows what became of the write
        Assert.Null(memory.Before(run));
    }

    [Fact]
    public async Task I8_an_admins_word_for_a_release_that_was_copied_behind_the_stops_is_no_word_and_holds_everything()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var stop = (await host.Stops.PressAsync("tool:box.write", "drill", GateHost.Rita, TestContext.Current.CancellationToken)).Stop!;
        await host.Stops.ReleaseAsync(stop.Id, GateHost.Ada, TestContext.Current.CancellationToken);
        await host.Stops.PressAsync("tool:box.write", "worse", GateHost.Rita, TestContext.Current.CancellationToken);

        await host.ExecuteAsync("INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, 4, Name, At, Data FROM journal WHERE Stream = 'stops' AND Version = 2");
        var run = await host.StartRunAsync("look:x"); // its intent finds that somebody has written
        await GateHost.UntilAsync(async () => !host.Get<Breach>().Findings.IsEmpty || (await host.RunAsync(run)).End is not null, "nobody looked");

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
        Assert.Null(Assert.Single(host.Stops.Open).ReleaseProposedBy);
    }

    [Fact]
    public async Task I8_a_policy_that_was_copied_behind_a_tools_is_found_when_an_admin_lays_one_down_and_never_holds()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var book = host.Get<PolicyBook>();
        var before = book.For("box.write");
        await host.ExecuteAsync($"INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, (SELECT MAX(Version) FROM journal WHERE Stream = 'tool/box.write') + 1, Name, At, Data FROM journal WHERE Stream = 'tool/box.write' AND Name = 'tool.policySet.v1'");

        Assert.False(await book.SetAsync("box.write", before.Policy, before.Version, GateHost.Ada, TestContext.Current.CancellationToken));

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Equal(before.Version, book.For("box.write").Version);
    }

    [Fact]
    public async Task I8_a_block_is_never_said_to_hold_where_somebody_has_written_before_it()
    {
        await using var host = await GateHost.StartAsync();
        await host.ExecuteAsync("INSERT INTO journal (Stream, Version, Name, At, Data) VALUES ('people', 1, 'person.unblocked.v1', 0, '{}')");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => host.Get<BlockList>().BlockAsync("mallory", null, "left the house", GateHost.Ada, TestContext.Current.CancellationToken));

        Assert.NotEmpty(host.Get<Breach>().Findings);
    }

    /// <summary>The event, and the leaf in the log's row that stands for it.</summary>
    private static async Task ChangeAsync(GateHost host, string run, string name, Func<string, string> change, bool isRemembered = false)
    {
        await using var database = host.Get<Store>().Create();
        var row = await database.Journal.AsNoTracking().SingleAsync(e => e.Stream == run && e.Name == name, TestContext.Current.CancellationToken);
        var entry = await database.Audit.AsNoTracking().SingleAsync(a => a.Position == row.Position, TestContext.Current.CancellationToken);
        var data = change(row.Data);
        Assert.NotEqual(row.Data, data);
        var leaf = new AuditEntry(entry.Seq, entry.At, entry.Kind, entry.Actor, entry.Tool, entry.Subject, new(row.Position, run, row.Version, data, entry.Texts), entry.Note).Leaf();
        var nodes = Convert.ToHexString([.. leaf, .. entry.Nodes[MerkleTree.HashBytes..]]);
        await host.ExecuteAsync($"UPDATE journal SET Data = '{data.Replace("'", "''", StringComparison.Ordinal)}' WHERE Position = {row.Position}; UPDATE audit SET Nodes = x'{nodes}' WHERE Seq = {entry.Seq}", isRemembered: isRemembered);
    }
}
