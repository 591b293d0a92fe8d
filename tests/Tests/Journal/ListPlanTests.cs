using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What a start and the lists ask is found by an index, so that it costs as much as it finds, however many runs wait.</summary>
public sealed class ListPlanTests
{
    [Theory]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' AND "RequestedAt" >= 7 AND ("RequestedAt" > 7 OR "Id" > 'x') ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' AND "ExpiresAt" >= 7 AND ("ExpiresAt" > 7 OR "Id" > 'x') ORDER BY "ExpiresAt", "Id" LIMIT 201""")]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' AND "ExpiresAt" <= 7 AND ("ExpiresAt" < 7 OR "Id" <= 'x') ORDER BY "ExpiresAt" DESC, "Id" DESC LIMIT 1 OFFSET 200""")]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "Status" = 'AwaitingDecision' AND "Id" >= 'x' ORDER BY "Id" LIMIT 1 OFFSET 50""")]
    [InlineData("""SELECT "Id" FROM "proposals" ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "Status" = 'AwaitingDecision' AND "Id" < 'x' ORDER BY "Id" DESC LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "Active" """)]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "WakeAt" IS NOT NULL AND "WakeAt" <= 7 ORDER BY "WakeAt" """)]
    public void It_is_read_in_the_order_of_an_index_that_holds_it(string query) => Assert.All(PlanOf(query), AssertIsByIndex);

    /// <summary>A card asks it each time that it is shown.</summary>
    [Theory]
    [InlineData(MarksOf.SeenBefore, "IX_calls_recipient")]
    [InlineData(MarksOf.ToWhoever, "IX_calls_nobody")]
    [InlineData(MarksOf.Lately, "IX_calls_Tool_At")]
    [InlineData(MarksOf.Amounts, "COVERING INDEX IX_proposals_paid")]
    public void What_a_card_marks_is_found_by_an_index_of_its_own(string query, string index)
    {
        var step = Assert.Single(PlanOf(query));
        Assert.Contains(index, step, StringComparison.Ordinal);
        AssertIsByIndex(step);
    }

    [Fact]
    public void Undos_that_were_named_are_looked_for_among_nothing_but_them()
    {
        using var store = Store();
        using var database = store.Create();
        var plan = PlanOf(NamedUndos.Events(database).ToQueryString());
        Assert.Contains("IX_journal_undos", Assert.Single(plan), StringComparison.Ordinal);
    }

    /// <summary>The span is read once, in the order of the log; whatever belongs to an entry of it is found by its stream. Else each would be looked for in the whole log.</summary>
    [Theory]
    [InlineData("answers and their proposals")]
    [InlineData("asked about, and went out")]
    [InlineData("runs that ended, whole")]
    public void What_belongs_to_an_entry_is_found_by_its_stream(string what)
    {
        using var store = Store();
        using var database = store.Create();
        var log = database.Audit.Where(e => e.Seq >= 7);
        var query = what switch
        {
            "answers and their proposals" => InsightsQuery.AnswersWithProposals(database, log).ToQueryString(),
            "asked about, and went out" => AskedShare.Both(log, AskedShare.AskedAbout(log)).ToQueryString(),
            _ => AgentPaths.WholeRuns(database, log).ToQueryString(),
        };
        AssertIsByStream(PlanOf(Inline(query)));
    }

    [Fact]
    public void A_comparison_that_takes_two_nulls_for_equal_is_found_out()
    {
        using var store = Store();
        using var database = store.Create();
        var log = database.Audit.Where(e => e.Seq >= 7);
        var query = log.Where(p => log.Any(c => c.Stream == p.Stream && c.Kind == "x" && p.Subject == c.Subject + ".p1")).ToQueryString();
        Assert.ThrowsAny<Exception>(() => AssertIsByStream(PlanOf(Inline(query))));
    }

    private static void AssertIsByStream(List<string> plan)
    {
        Assert.Contains(plan, step => step.Contains("IX_audit_Stream_Seq (Stream=?", StringComparison.Ordinal));
        Assert.Single(plan, step => step.Contains("USING INTEGER PRIMARY KEY (rowid>?)", StringComparison.Ordinal)); // the span, read once
    }

    [Fact]
    public void A_query_that_looks_at_all_is_found_out() =>
        Assert.ThrowsAny<Exception>(() => Assert.All(PlanOf("""SELECT "Id" FROM "runs" WHERE "Document" LIKE '%x%' ORDER BY "Version" """), AssertIsByIndex));

    /// <summary>The whole of an index is read only as far as the list goes, or where it holds nothing else.</summary>
    private static void AssertIsByIndex(string step)
    {
        Assert.Contains("INDEX", step, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", step, StringComparison.Ordinal);
    }

    // A plan needs no values, but the provider wants some.
    private static string Inline(string query)
    {
        var lines = query.Split('\n');
        var sql = string.Join('\n', lines.Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        foreach (var set in lines.Where(line => line.StartsWith(".param", StringComparison.Ordinal)).Select(line => line.TrimEnd().Split(' ', 4))) sql = sql.Replace(set[2], set[3], StringComparison.Ordinal);
        return sql;
    }

    private static List<string> PlanOf(string query)
    {
        using var store = Store();
        using var database = store.Create();
        database.Database.OpenConnection();
        using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query}";
        using var row = command.ExecuteReader();
        var steps = new List<string>();
        while (row.Read()) steps.Add(row.GetString(3));
        return steps;
    }

    private static Orchestrator.Journal.Sqlite.SqliteStore Store() => Orchestrator.Journal.Sqlite.SqliteStore.InMemory($"{Guid.NewGuid():N}");
}
