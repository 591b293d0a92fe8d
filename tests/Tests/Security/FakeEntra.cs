using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ApprovalConsole.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApprovalConsole.Tests.Security;

/// <summary>An OpenID provider of Entra's shape on loopback: a tenant's metadata, code flow with PKCE, refresh tokens, <c>oid</c>, <c>tid</c>, <c>roles</c>, <c>acrs</c>.</summary>
internal sealed class FakeEntra : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "99999999-8888-7777-6666-555555555555";
    public const string Secret = "a secret of the tests";

    /// <summary>The subject of an application.</summary>
    public const string Application = $"{Tenant}/{ApplicationOid}";

    private const string ApplicationOid = "00000000-0000-0000-0000-0000000000aa";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, Grant> _refreshTokens = new();
    private readonly WebApplication _app;

    private FakeEntra(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public string CertificateFile { get; private set; } = "";

    /// <summary>People by the name on their button.</summary>
    public ConcurrentDictionary<string, EntraPerson> People { get; } = new();

    /// <summary>What was asked of the authorization endpoint, newest last.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Asked { get; } = new();

    /// <summary>False: the token endpoint is out of order.</summary>
    public bool Answers { get; set; } = true;

    public int SignOuts { get; private set; }

    public static async Task<FakeEntra> StartAsync(TempFolder folder)
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var entra = new FakeEntra(builder.Build()) { CertificateFile = folder.Write("entra.pem", certificate.ExportCertificatePem()) };
        entra.Map(entra._app);
        await entra._app.StartAsync();
        entra.Address = new Uri(entra._app.Urls.Single());
        return entra;
    }

    public void Add(string name, params string[] roles) => People[name] = new($"00000000-0000-0000-0000-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name)))[..12]}", name, roles);

    public string SubjectOf(string name) => $"{Tenant}/{People[name].Oid}";

    /// <summary>An access token, as a person's client or an application would hold it.</summary>
    /// <param name="change">What is otherwise than in a person's delegated token.</param>
    public string AccessToken(string name, Action<SecurityTokenDescriptor>? change = null)
    {
        var claims = ClaimsOf(People[name]);
        claims["scp"] = "access_as_user";
        return Token(claims, change);
    }

    /// <summary>An access token of an application, with its app roles.</summary>
    public string ApplicationToken(params string[] roles) => Token(new()
    {
        ["tid"] = Tenant, ["oid"] = ApplicationOid, ["sub"] = ApplicationOid, ["azp"] = "shop", ["ver"] = "2.0", ["idtyp"] = "app", ["roles"] = roles,
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Map(WebApplication app)
    {
        app.MapGet("/{tid}/v2.0/.well-known/openid-configuration", (string tid, HttpRequest r) => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = IssuerOf(tid), ["jwks_uri"] = $"{Address}{tid}/discovery/v2.0/keys",
            ["authorization_endpoint"] = $"{Address}{tid}/oauth2/v2.0/authorize", ["token_endpoint"] = $"{Address}{tid}/oauth2/v2.0/token",
            ["end_session_endpoint"] = $"{Address}{tid}/oauth2/v2.0/logout",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "pairwise" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/{tid}/discovery/v2.0/keys", (string tid) =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent), issuer = "" } } });
        });
        app.MapGet("/{tid}/oauth2/v2.0/authorize", (HttpRequest r) =>
        {
            Asked.Enqueue(r.Query.ToDictionary(q => q.Key, q => $"{q.Value}"));
            var hidden = string.Concat(r.Query.Select(q => $"<input type='hidden' name='{q.Key}' value='{WebUtility.HtmlEncode(q.Value)}'>"));
            var buttons = string.Concat(People.Keys.Select(name => $"<button name='user' value='{name}'>{name}</button>"));
            return Results.Content($"<!doctype html><html lang='en'><title>Entra</title><h1>Pick an account</h1><form method='post'>{hidden}{buttons}</form>", "text/html");
        });
        app.MapPost("/{tid}/oauth2/v2.0/authorize", AuthorizeAsync).DisableAntiforgery();
        app.MapPost("/{tid}/oauth2/v2.0/token", TokenAsync).DisableAntiforgery();
        app.MapGet("/{tid}/oauth2/v2.0/logout", (HttpRequest r) =>
        {
            SignOuts++;
            return Results.Redirect($"{r.Query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString($"{r.Query["state"]}")}");
        });
    }

    private async Task<IResult> AuthorizeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var code = NewText();
        string[] acrs = $"{form["claims"]}".Contains("\"c1\"", StringComparison.Ordinal) ? ["c1"] : [];
        _codes[code] = new(form["user"]!, $"{form["nonce"]}", $"{form["code_challenge"]}", DateTimeOffset.UtcNow + People[form["user"]!].Ago, acrs);
        return Results.Content($"""
            <!doctype html><body onload='document.forms[0].submit()'><form method='post' action='{WebUtility.HtmlEncode(form["redirect_uri"])}'>
            <input type='hidden' name='code' value='{code}'><input type='hidden' name='state' value='{WebUtility.HtmlEncode(form["state"])}'></form>
            """, "text/html");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (!Answers) return Results.StatusCode(503);
        var form = await request.ReadFormAsync();
        var isRefresh = form["grant_type"] == "refresh_token";
        if (form["client_secret"] != Secret || !(isRefresh ? _refreshTokens : _codes).TryRemove($"{form[isRefresh ? "refresh_token" : "code"]}", out var grant)) return Invalid("unknown grant or client");
        if (!isRefresh && Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) != grant.Challenge) return Invalid("PKCE");
        if (!People.TryGetValue(grant.Name, out var person) || !person.IsEnabled) return Invalid("AADSTS50057: The user account is disabled.");
        var claims = ClaimsOf(person);
        claims["auth_time"] = grant.AuthenticatedAt.ToUnixTimeSeconds();
        if (grant.Acrs.Length > 0) claims["acrs"] = grant.Acrs;
        if (!isRefresh) claims["nonce"] = grant.Nonce;
        var next = NewText();
        _refreshTokens[next] = grant;
        return Results.Json(new { id_token = Token(claims), access_token = "opaque", refresh_token = next, token_type = "Bearer", expires_in = 3600 });
    }

    private static IResult Invalid(string why) => Results.Json(new { error = "invalid_grant", error_description = why }, statusCode: 400);

    private static Dictionary<string, object> ClaimsOf(EntraPerson person) => new()
    {
        ["tid"] = Tenant, ["oid"] = person.Oid, ["sub"] = $"pairwise-{person.Oid}", ["ver"] = "2.0", ["name"] = person.Name,
        ["preferred_username"] = $"{person.Name}@example.test", ["roles"] = person.Roles,
    };

    private string Token(Dictionary<string, object> claims, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = DateTime.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = IssuerOf(Tenant), Audience = Client, Claims = claims, IssuedAt = now, NotBefore = now.AddMinutes(-5), Expires = now.AddHours(1),
            SigningCredentials = new(new RsaSecurityKey(_rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private string IssuerOf(string tenant) => $"{Address}{tenant}/v2.0";

    private static string NewText() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(24));

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private sealed record Grant(string Name, string Nonce, string Challenge, DateTimeOffset AuthenticatedAt, string[] Acrs);
}

/// <summary>Somebody in the tenant.</summary>
internal sealed record EntraPerson(string Oid, string Name, string[] Roles)
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>When the person shows who they are, as seen from now.</summary>
    public TimeSpan Ago { get; init; }
}
