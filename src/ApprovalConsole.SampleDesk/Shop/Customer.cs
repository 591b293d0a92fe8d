using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

/// <summary>A row of the shop's customers. A deleted account keeps its id, for the books, and loses its person.</summary>
internal sealed class Customer : IEntityTypeConfiguration<Customer>
{
    public string Id { get; init; } = "";
    public string Name { get; set; } = "";
    /// <summary>Lower case; empty once the account is deleted.</summary>
    public string Email { get; set; } = "";
    public string Tier { get; init; } = "";
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? DeletedAt { get; set; }
    public string? DeletedFor { get; set; }

    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.Property(c => c.Id).HasMaxLength(20);
        customer.Property(c => c.Name).HasMaxLength(100);
        customer.Property(c => c.Email).HasMaxLength(254);
        customer.Property(c => c.Tier).HasMaxLength(20);
        customer.Property(c => c.Since).HasConversion(Columns.Instant);
        customer.Property(c => c.DeletedAt).HasConversion(Columns.Instant);
        customer.Property(c => c.DeletedFor).HasMaxLength(500);
    }
}
