using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Outbound;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Posts to an address, signed as Standard Webhooks have it.</summary>
internal sealed class WebhookDestination(string name, WebhookSettings settings, OutboundClients clients) : Destination(name, settings), IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly HttpClient _http = clients.For(settings.Url, () => []);

    public override string Where => settings.Url.GetLeftPart(UriPartial.Authority); // many receivers know each other by a secret in the path

    protected override string TooLate => "no answer";

    protected override async Task<Receiving> TryAsync(DeliveryRow delivery, DateTimeOffset now, CancellationToken ct)
    {
        using var request = RequestOf(delivery, now.ToUnixTimeSeconds());
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct); // nobody reads what it says besides
        return Read(answer, now);
    }

    protected override string? WhyNot(Exception e) => e is HttpRequestException or IOException ? e.InnerException is OutboundRefusedException refused ? refused.Message : e.Message : null;

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(DeliveryRow delivery, long now)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("webhook-id", delivery.Id);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', KeysOf().Select(key => WebhookSignature.Of(key, delivery.Id, now, delivery.Body))));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ApprovalConsole", null));
        return request;
    }

    // Resolved for each request, so that secrets are held no longer than it takes.
    private IEnumerable<byte[]> KeysOf()
    {
        yield return WebhookSignature.KeyOf(settings.Secret, $"{WebhookSettings.Section}:{Name}:Secret");
        if (settings.OldSecret is { } old) yield return WebhookSignature.KeyOf(old, $"{WebhookSettings.Section}:{Name}:OldSecret");
    }

    private static Receiving Read(HttpResponseMessage answer, DateTimeOffset now)
    {
        var said = $"{(int)answer.StatusCode}";
        if (answer.IsSuccessStatusCode) return new Receiving.Taken(said);
        if (answer.StatusCode is HttpStatusCode.Gone) return new Receiving.Gone(said);
        var wait = answer.Headers.RetryAfter switch { { Delta: { } delta } => delta, { Date: { } date } => date - now, _ => (TimeSpan?)null };
        return new Receiving.Failed(said, wait > TimeSpan.Zero ? now + (wait.Value < LongestWait ? wait.Value : LongestWait) : null);
    }

}
