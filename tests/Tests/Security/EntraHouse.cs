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
    private protected virtual JsonObject SignIn => new() { ["DecisionsByApi"] = true, ["ConfirmWithin"] = "00:01:00", ["TokensAreBackdatedBy"] = "00:01:00" };

    public async ValueTask InitializeAsync() => Console = await EntraConsole.StartAsync(signIn: SignIn);

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
    private protected override JsonObject SignIn => new() { ["DecisionsByApi"] = true, ["ConfirmWithin"] = "00:00:04", ["TokensAreBackdatedBy"] = "00:01:00" };
}

/// <summary>As it is where nobody has said anything: people decide on its pages only.</summary>
public sealed class SilentHouse : EntraHouse
{
    private protected override JsonObject SignIn => [];
}

/// <summary>People may decide by API, with a token that is fresh by its own word.</summary>
public sealed class OpenHouse : EntraHouse
{
    private protected override JsonObject SignIn => new() { ["DecisionsByApi"] = true };
}
