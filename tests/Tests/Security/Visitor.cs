using System.Net;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Tests.Security;

/// <summary>A browser without a screen that goes through the provider's sign-in step by step, so that a test can spoil each.</summary>
internal sealed partial class Visitor(EntraConsole console) : IDisposable
{
    // Cookies by hand: the console's are for https alone, which real browsers do not ask of loopback.
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true });

    private readonly List<string> _open = [];

    private Uri? _asked;

    /// <summary>Cookies that a browser would send by http as well.</summary>
    public IReadOnlyList<string> Open => _open;

    /// <summary>Where the console is asked, which may be another of its nodes from one step to the next.</summary>
    public Uri Address { get; set; } = console.Process.Address;

    /// <summary>Its name for browsers, where a proxy ends TLS before it; null: there is none.</summary>
    public string? Site { get; init; }

    /// <summary>What the provider was asked.</summary>
    public IReadOnlyDictionary<string, string> Asked => Values(_asked!);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Asks for a page and is sent to the provider; answers what was sent along.</summary>
    public async Task<string> LeaveAsync()
    {
        using var sent = await SendAsync(HttpMethod.Get, new(Address, "/runs"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        _asked = sent.Headers.Location!;
        return Values(_asked)["state"];
    }

    /// <summary>Picks a person on the provider's page; answers the code.</summary>
    public async Task<string> PickAsync(string person)
    {
        using var picked = await SendAsync(HttpMethod.Post, new(_asked!.GetLeftPart(UriPartial.Path)), [.. Values(_asked).Select(v => (v.Key, v.Value)), ("user", person)]);
        return Code().Match(await picked.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
    }

    /// <summary>Comes back from the provider with this; answers where to it leads.</summary>
    public async Task<string> ComeBackAsync(params (string Name, string Value)[] form)
    {
        using var back = await SendAsync(HttpMethod.Post, new(Address, "/signin-oidc"), form);
        return $"{(int)back.StatusCode} {back.Headers.Location?.OriginalString}";
    }

    public async Task<string> OpenAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, new(Address, path));
        return $"{(int)answer.StatusCode} {answer.Headers.Location?.AbsolutePath}";
    }

    public void ForgetCookies() => _cookies.Clear();

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, address);
        var isOurs = address.Authority == Address.Authority;
        if (isOurs && Site is not null)
        {
            request.Headers.Host = Site;
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        }

        if (isOurs && _cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        var answer = await _http.SendAsync(request, Ct);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            if (!cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)) _open.Add(cookie);
            if (cookie.Split(';')[0].Split('=', 2) is [var name, var value]) _cookies[name] = value;
        }

        return answer;
    }

    private static Dictionary<string, string> Values(Uri address) => address.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    [GeneratedRegex("name='code' value='([^']+)'")]
    private static partial Regex Code();
}
