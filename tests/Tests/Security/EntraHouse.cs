using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Tests.Security;

/// <summary>One console with a tenant, for all tests of a class. People may decide by API, and claim anything.</summary>
public class EntraHouse : IAsyncLifetime
{
    internal EntraConsole Console { get; private set; } = null!;

    /// <summary>Tokens must not grow old because the machine is busy.</summary>
    private protected virtual string ConfirmWithin => "00:01:00";

    public async ValueTask InitializeAsync() => Console = await EntraConsole.StartAsync(
        signIn: new JsonObject { ["DecisionsByApi"] = true, [nameof(ConfirmWithin)] = ConfirmWithin, ["TokensAreBackdatedBy"] = "00:01:00" });

    /// <summary>Entries of the audit log, newest first.</summary>
    /// <param name="person">The subject of who tried; null: nobody that is known.</param>
    internal async Task<IReadOnlyList<JsonElement>> EntriesAsync(string kind, string? person = null)
    {
        Console.Entra.Add("theo", Roles.Auditor);
        var entries = (await Console.With(Console.Entra.AccessToken("theo")).GetAsync($"/api/audit?take=200&kind={kind}")).Must(200).GetProperty("items").EnumerateArray();
        return [.. entries.Where(e => (e.TryGetProperty("actor", out var actor) ? actor.GetString() : null) == person)];
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Asks the tenant again after so short a time that no test waits for it long.</summary>
public sealed class RestlessHouse : EntraHouse
{
    private protected override string ConfirmWithin => "00:00:04";
}
