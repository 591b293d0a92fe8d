using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What is known of each recorded stream since it was recorded: its bytes, and for a run all that it came to. Lines are added to <c>kept.txt</c>, never edited.</summary>
internal static partial class GoldenShelf
{
    private const string List = "kept.txt";

    public static IEnumerable<Kept> Kept() => File.ReadLines(PathOf(List)).Select(line => line.Split(' ', 3)).Select(parts => new Kept(parts[0], parts[1], parts[2]));

    public static Kept Now(GoldenJournal journal) => new(journal.Name, HashOf(File.ReadAllBytes(PathOf(journal.Name))), OutcomeOf(journal));

    /// <summary>A stream that was never recorded before.</summary>
    public static void Add(string folder, string file, IEnumerable<EncodedEvent> lines)
    {
        var path = Path.Combine(folder, file);
        GoldenJournal.Write(path, lines);
        File.AppendAllText(Path.Combine(folder, List), $"{file} {HashOf(File.ReadAllBytes(path))} {OutcomeOf(GoldenJournal.Read(path))}\n");
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Journal", "Golden", file);

    /// <summary>How the run stands, each of its calls, each of its proposals, what it used, and what it owes; for other streams how many events there are.</summary>
    private static string OutcomeOf(GoldenJournal journal)
    {
        if (!journal.IsRun) return $"{journal.Lines.Count}";
        var run = RunEvolution.Fold(journal.Lines.Select(l => EventCodec.Decode<RunEvent>(l.Data, l.Payloads.Select((p, i) => (p, i)).ToDictionary(x => x.i, x => x.p))));
        var calls = run.Calls.Values.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => $"{c.Id}:{c.Status}/{c.Sendings}");
        var proposals = run.Proposals.Values.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => $"{p.Id}:{run.StatusOf(p)}/{p.Approvals.Length}/{p.ViewHash[..8]}");
        var due = RunDue.Of(run).Select(e => Told().Match($"{e}").Value).Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{run.Version} {run.Status} {run.Steps.Length} {run.Usage.Tokens} {run.Usage.CostUsd} {run.Active.TotalMilliseconds} [{string.Join(' ', calls)}] [{string.Join(' ', proposals)}] [{string.Join(' ', due)}]");
    }

    // The kind of an effect; what it says besides may gain words.
    [GeneratedRegex(@"^\w+")]
    private static partial Regex Told();
}

/// <param name="Outcome">Of a run; see <see cref="GoldenShelf"/>.</param>
internal sealed record Kept(string Name, string Sha256, string Outcome);
