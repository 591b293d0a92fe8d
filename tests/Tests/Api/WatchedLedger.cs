namespace ApprovalConsole.Tests.Api;

/// <summary>One ledger for all tests of a class, each with a record of its own: what may be paid depends on the record, whose owner and name are shown.</summary>
public sealed class WatchedLedger : IAsyncLifetime
{
    private const string Get = """ "Tool": "ledger.get", "Arguments": { "id": "{/id}" } """;

    internal const string Policy = $$$"""
        { "Reversibility": "Irreversible", "Title": "Pay {/amount:USD} of {facts/due:USD} for {/id} to {facts/name}", "Decisive": ["/id", "/amount"],
          "Checks": [ { "Argument": "/amount", "Compare": { "Operator": "<=", {{{Get}}}, "Path": "/due" } }, { "State": { {{{Get}}}, "Path": "/status", "In": ["open"] } } ],
          "Authorization": [ { "Owns": { {{{Get}}}, "Path": "/owner", "Equals": "{principal.attributes.user_id}" } } ],
          "Facts": [ { "Name": "due", {{{Get}}}, "Path": "/due" }, { "Name": "name", {{{Get}}}, "Path": "/name" } ] }
        """;

    /// <summary>A record of which $120 may be paid for <c>u1</c>.</summary>
    internal const string Open = """{"due":120,"owner":"u1","status":"open","name":"Ana Ruiz"}""";

    internal Ledger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await Ledger.StartAsync(Policy);

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
