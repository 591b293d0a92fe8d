using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody writes a whole run into the database, in anybody's name, that owes the world another run.</summary>
public sealed class ForgedParentTests
{
    private const string Parent = "forged";
    private const string CallId = "forged.1.1";
    private const string Undo = "forgedundo";

    [Fact]
    public async Task I1_a_run_that_was_written_in_by_hand_starts_no_child()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await ForgeAsync(host, new RunEvent.ChildIntended(CallId, DelegateTool.ChildIdOf(CallId), "clerk", "write:child", new(), new(5, 100_000, 1, 60), AnswerNeeds.Nothing, DateTimeOffset.UtcNow));

        await Assert.ThrowsAsync<JournalDamagedException>(() => host.Get<CommandGate>().TendChildAsync(Parent, CallId));

        Assert.Null(await host.RunAsync(DelegateTool.ChildIdOf(CallId)));
        Assert.NotEmpty(host.Get<Breach>().Findings);
    }

    [Fact]
    public async Task I1_a_run_that_was_written_in_by_hand_starts_no_undo()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await ForgeAsync(host, new RunEvent.CallUndoStarted(CallId, Undo, GateHost.Ada, DateTimeOffset.UtcNow));

        await Assert.ThrowsAsync<JournalDamagedException>(() => host.Get<RunUndo>().StartNamedAsync(Parent, Undo, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<JournalDamagedException>(() => host.Get<RunUndo>().UndoAsync(Parent, CallId, GateHost.Ada, TestContext.Current.CancellationToken));

        Assert.NotEmpty(host.Get<Breach>().Findings);
    }

    [Fact]
    public async Task I1_a_child_that_was_written_in_by_hand_tells_no_parent_a_word()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await ForgeAsync(host, new RunEvent.CallUndoStarted(CallId, Undo, GateHost.Ada, DateTimeOffset.UtcNow));

        await Assert.ThrowsAsync<JournalDamagedException>(() => host.Get<CommandGate>().TendChildAsync("whoever", Parent));
    }

    /// <summary>A run of the most powerful person there is, as a real one would be written down, with one more event.</summary>
    private static async Task ForgeAsync(GateHost host, RunEvent owes)
    {
        var real = await host.StartRunAsync("look:real");
        await GateHost.UntilAsync(async () => (await host.RunAsync(real)).End is not null, "the run did not end");
        var past = (await host.Get<JournalReader>().ReadAsync<RunEvent>(real, 0, int.MaxValue, TestContext.Current.CancellationToken)).Select(e => e.Event).ToList();
        RunEvent[] events =
        [
            past.OfType<RunEvent.Started>().Single() with { RunId = Parent, OnBehalfOf = new("the head of all", ["*"], "{}") },
            new RunEvent.CallsGiven([new(CallId, "1", "look", """{"word":"x"}""")], DateTimeOffset.UtcNow),
            past.OfType<RunEvent.CallValidated>().Single() with { CallId = CallId },
            owes,
        ];
        await using var database = host.Get<Store>().Create();
        foreach (var (@event, index) in events.Select((e, i) => (EventCodec.Encode(e, e.At), i)))
        {
            database.Journal.Add(new() { Stream = Parent, Version = index + 1, Name = @event.Name, At = Micros.Of(@event.At), Data = @event.Data });
            database.Payloads.AddRange(@event.Payloads.Select((p, slot) => new PayloadRow { Stream = Parent, Version = index + 1, Slot = slot, Salt = p.Salt, Text = p.Text }));
        }

        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
