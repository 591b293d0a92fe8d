using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>A browser's cookies, which do not mind which port they are sent to.</summary>
internal sealed partial class Browser(string signInAddress) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<string, string> _cookies = [];
    private string _kept = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task SignInAsync(string name)
    {
        var address = new Uri(signInAddress);
        using var page = await SendAsync(HttpMethod.Get, address);
        var token = Token().Match(await page.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        using var answer = await SendAsync(HttpMethod.Post, new(address, "/sign-in"), ("name", name), ("secret", address.Query["?secret=".Length..]), ("__RequestVerificationToken", token));
        Assert.True(_cookies.ContainsKey("approvalconsole"), $"{(int)answer.StatusCode} {answer.Headers.Location}");
        _kept = _cookies["approvalconsole"];
    }

    /// <param name="withKept">With the cookie of the sign-in, whatever became of it.</param>
    /// <returns>The status; 0 where the request was cut, as that of somebody is who is blocked in that very moment.</returns>
    public async Task<int> OpenAsync(ConsoleProcess node, string path, bool withKept = false)
    {
        if (withKept) _cookies["approvalconsole"] = _kept;
        try
        {
            using var answer = await SendAsync(HttpMethod.Get, new(node.Address, path));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async Task SignOutAsync(ConsoleProcess node)
    {
        using var answer = await SendAsync(HttpMethod.Post, new(node.Address, "/sign-out"));
        Assert.Equal(302, (int)answer.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        var answer = await _http.SendAsync(request, Ct);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            if (cookie.Split(';')[0].Split('=', 2) is [var name, var value]) _cookies[name] = value;
        return answer;
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
