using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>The database on PostgreSQL, with migrations of its own.</summary>
internal sealed class PostgreSqlConsoleDb(DbContextOptions<PostgreSqlConsoleDb> options) : ConsoleDb(options)
{
    /// <summary>Texts sort by their bytes, as on SQLite: prefixes and cursors hang on it. And no column cuts a text off or refuses it: the doors bound what comes in, and a row that is refused takes its whole batch along.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().HaveColumnType("text").UseCollation("C");

    /// <summary>Only here can there be several nodes.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<LogMarkRow>(LogMarkRow.Map);
        modelBuilder.Entity<SessionRow>(SessionRow.Map);
        modelBuilder.Entity<ClaimRow>(ClaimRow.Map);
    }

    /// <summary>For <c>dotnet ef</c>, which opens nothing.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgreSqlConsoleDb>
    {
        public PostgreSqlConsoleDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlConsoleDb>().UseNpgsql("Host=/nowhere").Options);
    }
}
