using ApprovalConsole.SampleDesk.Shop;

namespace ApprovalConsole.SampleDesk.Seed;

internal static class SeedCustomers
{
    public static IEnumerable<Customer> At(DateTimeOffset now)
    {
        return
        [
            Joined("77", "Ana Ruiz", "ana.ruiz@example.com", "gold", 1120),
            Joined("78", "Ben Okafor", "ben.okafor@example.com", "standard", 400),
            Joined("79", "Clara Jensen", "clara.jensen@example.com", "standard", 38),
            Joined("80", "Dmitri Volkov", "dmitri.volkov@example.com", "standard", 730),
            Joined("81", "Eve Carver", "eve.carver@example.com", "standard", 12),
            Joined("82", "Farid Haddad", "farid.haddad@example.com", "gold", 910),
            Joined("83", "Grace Lindqvist", "grace.lindqvist@example.com", "standard", 205),
            Joined("84", "Hiro Tanaka", "hiro.tanaka@example.com", "silver", 515),
            Joined("85", "Inês Carvalho", "ines.carvalho@example.com", "silver", 610),
            Joined("86", "Jonas Weber", "jonas.weber@example.com", "standard", 90),
            Joined("87", "Kavita Rao", "kavita.rao@example.com", "gold", 1500),
            Joined("88", "Luis Ortega", "luis.ortega@example.com", "standard", 61),
        ];

        Customer Joined(string id, string name, string email, string tier, int daysAgo) =>
            new() { Id = id, Name = name, Email = email, Tier = tier, Since = now.AddDays(-daysAgo) };
    }
}
