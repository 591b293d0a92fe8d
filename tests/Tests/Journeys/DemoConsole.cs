using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The demo as a newcomer gets it: a fresh console process with the support desk and the scripted model.</summary>
internal sealed class DemoConsole : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private DemoConsole() { }

    public ConsoleProcess Process { get; private set; } = null!;

    public static async Task<DemoConsole> StartAsync(params string[] settings)
    {
        var demo = new DemoConsole();
        demo.Process = await ConsoleProcess.StartAsync(
            Path.Combine(Built.Root, "appsettings.json"), TestContext.Current.CancellationToken,
            ["--Storage:ConnectionString", $"Data Source={demo._folder["console.db"]}", "--Demo:Folder", demo._folder["desk"], .. settings]);
        return demo;
    }

    /// <summary>Amounts that the desk's own database says were refunded on an order.</summary>
    public IReadOnlyList<decimal> RefundsOf(string order)
    {
        using var desk = new SqliteConnection($"Data Source={Path.Combine(_folder["desk"], "desk.db")};Mode=ReadOnly;Pooling=False");
        desk.Open();
        using var query = desk.CreateCommand();
        query.CommandText = "SELECT Amount FROM Refunds WHERE OrderId = @order";
        query.Parameters.AddWithValue("@order", order);
        using var rows = query.ExecuteReader();
        var amounts = new List<decimal>();
        while (rows.Read()) amounts.Add(rows.GetInt64(0) / 100m); // kept in cents
        return amounts;
    }

    /// <summary>The proposal of the sample run that works a ticket, once it waits.</summary>
    public async Task<JsonElement> ProposalOfTicketAsync(string ticket)
    {
        var runs = (await Process.Rita.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray();
        return await Process.Rita.ProposalOfAsync(runs.Single(r => r.Text("input").Contains(ticket, StringComparison.Ordinal)).Text("id"));
    }

    /// <summary>An admin saves a tool's policy with a change.</summary>
    public async Task ChangePolicyAsync(string tool, Action<JsonObject> change)
    {
        var policy = JsonNode.Parse((await Process.Ada.GetAsync($"/api/tools/{tool}")).Must(200).GetProperty("policy").GetRawText())!.AsObject();
        var version = policy["version"]!.GetValue<int>();
        policy.Remove("version");
        change(policy);
        (await Process.Ada.PutAsync($"/api/tools/{tool}/policy", policy.ToJsonString(), ("If-Match", $"\"{version}\""))).Must(200);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Signs a person in and waits until the page answers.</summary>
    public static async Task<IPage> SignInAsync(IBrowserContext context, string person)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = person }).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>The inbox is not only drawn, it hears: a click before that loads another page.</summary>
    public static Task AnswersAsync(IPage page) => Assertions.Expect(page.Locator("[data-sends-again=true]")).ToBeAttachedAsync();

    /// <summary>Opens the proposal whose sentence holds the words, and waits until its keys answer.</summary>
    public static async Task OpenProposalAsync(IPage page, string words)
    {
        await AnswersAsync(page);
        await page.Locator("a.row", new() { HasText = words }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#sentence")).ToContainTextAsync(words);
        await ReadsAsync(page, "a");
    }

    /// <summary>Waits until the card takes the key, and then as long as a person reads: the page does not take a key that came before anyone can have read the card.</summary>
    public static async Task ReadsAsync(IPage page, string key)
    {
        await Assertions.Expect(page.Locator($"[data-key='{key}']")).ToBeEnabledAsync();
        await page.WaitForTimeoutAsync(1500);
    }
}
