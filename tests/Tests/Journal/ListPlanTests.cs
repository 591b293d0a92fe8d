using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What a start and the lists ask is found by an index, so that it costs as much as it finds, however many runs wait.</summary>
public sealed class ListPlanTests
{
    [Theory]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' AND "RequestedAt" >= 7 AND ("RequestedAt" > 7 OR "Id" > 'x') ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "proposals" WHERE "Status" = 'Pending' AND "ExpiresAt" >= 7 AND ("ExpiresAt" > 7 OR "Id" > 'x') ORDER BY "ExpiresAt", "Id" LIMIT 201""")]
    [InlineData("""SELECT "Id" FROM "proposals" ORDER BY "RequestedAt", "Id" LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "Status" = 'AwaitingDecision' AND "Id" < 'x' ORDER BY "Id" DESC LIMIT 51""")]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "Active" """)]
    [InlineData("""SELECT "Id" FROM "runs" WHERE "WakeAt" IS NOT NULL AND "WakeAt" <= 7 ORDER BY "WakeAt" """)]
    public void It_is_read_in_the_order_of_an_index_that_holds_it(string query) => Assert.All(PlanOf(query), AssertIsByIndex);

    [Fact]
    public void Undos_that_were_named_are_looked_for_among_nothing_but_them()
    {
        using var store = Store();
        using var database = store.Create();
        var plan = PlanOf(NamedUndos.Events(database).ToQueryString());
        Assert.Contains("IX_journal_undos", Assert.Single(plan), StringComparison.Ordinal);
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
