namespace ApprovalConsole.Tests.Api;

/// <summary>One ledger for all tests of a class that leave its policy as it is: <c>ledger.pay</c> is irreversible, and nothing more is said about it.</summary>
public sealed class BareLedger : IAsyncLifetime
{
    internal Ledger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await Ledger.StartAsync("""{ "Reversibility": "Irreversible" }""");

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
