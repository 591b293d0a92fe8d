using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>The OpenAPI document in the repository is the one that the console serves.</summary>
/// <remarks>After a change of the API: <c>RECORD_CONTRACT=1 dotnet test …</c> writes it anew, and its difference is part of the review.</remarks>
public sealed class ContractTests(SharedConsole shared)
{
    private static readonly string Kept = Path.Combine(Built.Root, "docs", "openapi.json");

    [Fact]
    public async Task The_kept_contract_is_the_served_one()
    {
        var served = (await (await shared.ConsoleAsync()).Anyone.GetAsync("/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("RECORD_CONTRACT") is "1") await File.WriteAllTextAsync(Kept, served, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Kept, TestContext.Current.CancellationToken), served);
    }
}
