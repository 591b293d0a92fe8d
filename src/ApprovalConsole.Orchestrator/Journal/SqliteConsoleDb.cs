using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The database on SQLite; its migrations are its own, so that another provider can have others.</summary>
internal sealed class SqliteConsoleDb(DbContextOptions<SqliteConsoleDb> options) : ConsoleDb(options)
{
    /// <summary>For <c>dotnet ef</c>, which opens nothing.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteConsoleDb>
    {
        public SqliteConsoleDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteConsoleDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
