using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The console's database: the journal, and the rows that can be rebuilt from it.</summary>
internal class ConsoleDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<PayloadRow> Payloads => Set<PayloadRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<ProposalRow> Proposals => Set<ProposalRow>();

    public DbSet<QuotaRow> QuotaUses => Set<QuotaRow>();

    public DbSet<BudgetRow> Budgets => Set<BudgetRow>();

    public DbSet<SpendRow> Spend => Set<SpendRow>();

    public DbSet<CallRow> Calls => Set<CallRow>();

    public DbSet<IdempotencyRow> Idempotency => Set<IdempotencyRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<DestinationRow> Destinations => Set<DestinationRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<JournalRow>(JournalRow.Map);
        modelBuilder.Entity<PayloadRow>(PayloadRow.Map);
        modelBuilder.Entity<RunRow>(RunRow.Map);
        modelBuilder.Entity<ProposalRow>(ProposalRow.Map);
        modelBuilder.Entity<QuotaRow>(QuotaRow.Map);
        modelBuilder.Entity<BudgetRow>(BudgetRow.Map);
        modelBuilder.Entity<SpendRow>(SpendRow.Map);
        modelBuilder.Entity<CallRow>(CallRow.Map);
        modelBuilder.Entity<IdempotencyRow>(IdempotencyRow.Map);
        modelBuilder.Entity<DraftRow>(DraftRow.Map);
        modelBuilder.Entity<AuditRow>(AuditRow.Map);
        modelBuilder.Entity<DeliveryRow>(DeliveryRow.Map);
        modelBuilder.Entity<DestinationRow>(DestinationRow.Map);
    }
}
