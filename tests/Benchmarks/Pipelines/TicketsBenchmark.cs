using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Benchmarks.Pipelines;

/// <summary>The same hundred support tickets through an agent alone, and through a pipeline that asks an agent where its rules do not decide. The people in it know what is right.</summary>
internal static class TicketsBenchmark
{
    private const decimal InputPrice = 2.5m, OutputPrice = 10m; // USD a million tokens
    private const int AtOnce = 4;
    private const string Agent = "desk";
    private const string Pipeline = "triage";

    private static readonly Actor Program = new("op", "op", Channel.Api);
    private static readonly Actor Person = new("rev", "rev", Channel.Page);

    public static async Task<int> RunAsync(string[] args)
    {
        var (seed, errs, replyMs) = (Numbers.Argument(args, "--seed", 1), Numbers.Argument(args, "--errs", 10), Numbers.Argument(args, "--reply-ms", 300));
        Console.WriteLine($"100 tickets, seed {seed}; the model errs in {errs} of 100, and half of the times is unsure; a reply takes {replyMs} ms; {AtOnce} at once");
        Console.WriteLine("| | model calls | tokens | USD | a person was asked | correct | ms a ticket, median | CPU ms a ticket |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var name in new[] { Agent, Pipeline }) await PlayAsync(name, seed, errs, TimeSpan.FromMilliseconds(replyMs));
        return 0;
    }

    private static async Task PlayAsync(string name, int seed, int errs, TimeSpan reply)
    {
        var folder = Directory.CreateTempSubdirectory("approvalconsole-tickets-").FullName;
        try
        {
            var flow = Path.Combine(folder, "triage.yaml");
            await File.WriteAllTextAsync(flow, TriageFile.Text);
            await File.WriteAllTextAsync(Path.Combine(folder, BenchmarkConsole.MoreSettings), TriageFile.SettingsFor(flow));
            var (tickets, filed, model) = (BenchTicket.Hundred(seed), new ConcurrentDictionary<string, string>(), new TicketModel(seed, errs, reply));
            await using var console = await BenchmarkConsole.StartAsync(folder, ToolsOf(tickets, filed), model);
            await console.TriedAsync();
            var (took, asked, cpu) = (new ConcurrentBag<double>(), 0, Process.GetCurrentProcess().TotalProcessorTime);
            await Parallel.ForEachAsync(tickets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (ticket, ct) =>
            {
                var watch = Stopwatch.StartNew();
                if (await WorkAsync(console, name, ticket, ct)) Interlocked.Increment(ref asked);
                took.Add(watch.Elapsed.TotalMilliseconds);
            });
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            var correct = tickets.Count(t => filed.GetValueOrDefault(t.Id) == t.Label);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {(name == Agent ? "agent alone" : "pipeline and agent")} | {model.Calls} | {model.Tokens} | {model.Usd(InputPrice, OutputPrice):0.0000} | {asked} | {correct} | {took.Order().ElementAt(took.Count / 2):0} | {cpu.TotalMilliseconds / tickets.Count:0} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>True where a person had to answer.</returns>
    private static async Task<bool> WorkAsync(BenchmarkConsole console, string name, BenchTicket ticket, CancellationToken ct)
    {
        var input = name == Agent ? $"Work ticket {ticket.Id}" : JsonSerializer.Serialize(new { ticket_id = ticket.Id });
        var started = await console.Services.GetRequiredService<RunStarter>().StartAsync(new(name, input, new("customer", ["*"])), Program, null, ct);
        var id = started.Run?.Id ?? throw new InvalidOperationException(started.Refusal?.Message);
        var wasAsked = false;
        await foreach (var item in console.Services.GetRequiredService<RunEvents>().WatchAsync(id, 0, mayReadHeld: true, ct))
        {
            if (item.Type != BenchmarkConsole.Proposed) continue;
            wasAsked = true;
            await AnswerAsync(console, item.Data.GetProperty("proposalId").GetString()!, ticket, ct);
        }

        return wasAsked;
    }

    private static async Task AnswerAsync(BenchmarkConsole console, string proposal, BenchTicket ticket, CancellationToken ct)
    {
        var shown = (await console.Services.GetRequiredService<ProposalsQuery>().FindAsync(proposal, new Reader(Person, MayDecide: true), ct))!;
        var answer = await console.Services.GetRequiredService<Decisions>().DecideAsync(
            proposal, new("respond", shown.ArgumentsHash, shown.ViewHash, Result: JsonSerializer.SerializeToElement(new { answer = ticket.Label })), Person, ct);
        if (answer.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
    }

    private static IReadOnlyList<AIFunction> ToolsOf(IReadOnlyList<BenchTicket> tickets, ConcurrentDictionary<string, string> filed) =>
    [
        AIFunctionFactory.Create((string ticket_id) => new { ticket_id, message = tickets.Single(t => t.Id == ticket_id).Message, order_id = $"W{999 + int.Parse(ticket_id[2..], CultureInfo.InvariantCulture)}" }, "get_ticket", "Reads a ticket."),
        AIFunctionFactory.Create((string order_id) => new { order_id, status = "delivered", total = 40 }, "get_order", "Reads an order."),
        AIFunctionFactory.Create((string ticket_id, string workflow) =>
        {
            filed[ticket_id] = workflow;
            return new { ticket_id, workflow };
        }, "file", "Files a ticket under a workflow."),
    ];
}
