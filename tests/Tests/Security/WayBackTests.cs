namespace ApprovalConsole.Tests.Security;

/// <summary>Where the provider sends people back to, anybody can knock.</summary>
public sealed class WayBackTests
{
    [Fact]
    public async Task Whoever_knocks_there_again_and_again_is_told_to_wait_and_who_has_a_token_is_served()
    {
        await using var console = await EntraConsole.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console.Process.Address };
        var statuses = new List<int>();
        while (!statuses.Contains(429) && statuses.Count < 5000)
        {
            statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
            {
                using var answer = await http.GetAsync(new Uri("/signin-oidc?state=guess", UriKind.Relative), TestContext.Current.CancellationToken);
                return (int)answer.StatusCode;
            })));
        }

        Assert.Equal([302, 429], statuses.Distinct().Order());
        Assert.Equal(200, (await console.With(console.Entra.AccessToken("rita")).GetAsync("/api/runs")).Status);
    }
}
