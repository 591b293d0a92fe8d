using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The statements that move money: one to reserve for a call, however many budgets it counts in, and two to settle it.</summary>
internal static class BudgetStatements
{
    private static readonly string Saturating = string.Create(CultureInfo.InvariantCulture, $"> {Picos.Most} - @p0 THEN {Picos.Most}");

    // A SQL text for each number of budgets, so that each is prepared once.
    private static readonly ImmutableArray<string> Reserves = [.. Enumerable.Range(1, 4).Select(n => $"""
        UPDATE "budgets" SET "Reserved" = "Reserved" + @p0
        WHERE ({string.Join(" OR ", Enumerable.Range(0, n).Select(i => $"""("Scope" = @p{2 * i + 1} AND "Window" = @p{2 * i + 2})"""))})
        AND "Spent" + "Reserved" + @p0 <= "Limit"
        """)];

    /// <summary>Looks and takes in one statement, so that no two calls take the last cent. All of the budgets, or the append is undone.</summary>
    public static RowWrite Reserve(ImmutableArray<BudgetHold> holds) => new(
        Reserves[holds.Length - 1], [Picos.OfCall(holds[0].Usd), .. holds.SelectMany(h => new object?[] { h.Scope, h.Window })])
        { Otherwise = Appended.BudgetUsedUp, Rows = holds.Length };

    /// <summary>Gives a call's reserve back and counts what it cost, in every budget that there is by now.</summary>
    public static RowWrite Settle(string agent, ModelAttempt attempt, decimal usd)
    {
        object?[] values = [Picos.OfCall(usd), .. BudgetScope.AllOf(agent).SelectMany(scope => new object?[]
        {
            scope.ToString(), scope.WindowAt(attempt.At), attempt.Budgets.FirstOrDefault(h => h.Scope == scope.ToString()) is { } hold ? Picos.OfCall(hold.Usd) : 0L,
        })];
        return new(SettleSql, values);
    }

    private static readonly string SettleSql = $"""
        UPDATE "budgets" SET "Spent" = CASE WHEN "Spent" {Saturating} ELSE "Spent" + @p0 END,
        "Reserved" = "Reserved" - CASE "Scope" WHEN @p1 THEN @p3 WHEN @p4 THEN @p6 WHEN @p7 THEN @p9 ELSE @p12 END
        WHERE ("Scope" = @p1 AND "Window" = @p2) OR ("Scope" = @p4 AND "Window" = @p5) OR ("Scope" = @p7 AND "Window" = @p8) OR ("Scope" = @p10 AND "Window" = @p11)
        """;

    /// <summary>Adds a call to what its agent's calls of its model came to on the day of its reservation.</summary>
    public static RowWrite AddSpend(string agent, ModelAttempt attempt, Usage usage) => new(
        AddSpendSql, Picos.OfCall(usage.CostUsd), DayOf(attempt.At), agent, attempt.Route, attempt.Model, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens);

    private static readonly string AddSpendSql = $"""
        INSERT INTO "spend" ("Cost", "Day", "Agent", "Route", "Model", "Calls", "InputTokens", "CachedInputTokens", "OutputTokens") VALUES (@p0, @p1, @p2, @p3, @p4, 1, @p5, @p6, @p7)
        ON CONFLICT ("Day", "Agent", "Route", "Model") DO UPDATE SET "Cost" = CASE WHEN "spend"."Cost" {Saturating} ELSE "spend"."Cost" + @p0 END,
        "Calls" = "spend"."Calls" + 1, "InputTokens" = "spend"."InputTokens" + @p5, "CachedInputTokens" = "spend"."CachedInputTokens" + @p6, "OutputTokens" = "spend"."OutputTokens" + @p7
        """;

    /// <summary>A counter that begins with what was spent in its window before it was there.</summary>
    public static RowWrite Open(BudgetScope scope, string window, decimal limitUsd) => new(
        $"""
        INSERT INTO "budgets" ("Scope", "Window", "Limit", "Reserved", "Spent")
        SELECT @p0, @p1, @p2, 0, COALESCE((SELECT SUM("Cost") FROM "spend" WHERE (@p3 = '' OR "Agent" = @p3) AND "Day" LIKE @p4), 0) WHERE 1 = 1
        ON CONFLICT ("Scope", "Window") DO NOTHING
        """,
        scope.ToString(), window, Picos.Of(limitUsd), scope.Agent ?? "", scope.IsMonthly ? $"{window}-%" : "%");

    /// <summary>The limit of every window that is not over.</summary>
    public static RowWrite Limit(string scope, string window, decimal limitUsd) =>
        new("""UPDATE "budgets" SET "Limit" = @p0 WHERE "Scope" = @p1 AND "Window" = @p2""", Picos.Of(limitUsd), scope, window);

    /// <summary>As the journal says.</summary>
    public static RowWrite Restore(string scope, string window, long spent, long reserved) =>
        new("""UPDATE "budgets" SET "Spent" = @p0, "Reserved" = @p1 WHERE "Scope" = @p2 AND "Window" = @p3""", spent, reserved, scope, window);

    public static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
