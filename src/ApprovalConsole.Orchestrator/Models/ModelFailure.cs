using System.ClientModel;
using System.Globalization;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Why an attempt brought no reply, and whether another may.</summary>
internal sealed record ModelFailure(string Code, string Message, bool MayRetry, bool WasSent, TimeSpan RetryAfter)
{
    private const double LongestWait = 60;

    public static ModelFailure Of(Exception cause, int attempt, bool timedOut)
    {
        var backOff = TimeSpan.FromSeconds(Math.Min(10, 0.5 * Math.Pow(2, attempt)));
        return cause switch
        {
            _ when timedOut => new("modelTimeout", "The model did not answer within the run's time.", false, true, default),
            ClientResultException { Status: 429 } e => new("modelBusy", "The model's provider is busy (429).", true, false, RetryAfterOf(e) ?? backOff),
            ClientResultException { Status: >= 500 } e => new("modelError", $"The model's provider answered {e.Status}.", true, true, backOff),
            ClientResultException { Status: > 0 } e => new("modelRefused", $"The model's provider answered {e.Status}: {FirstLine(e.Message)}", false, false, default),
            _ when Find<HttpRequestException>(cause) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => new("modelUnreachable", $"The model's endpoint cannot be reached: {FirstLine(cause.Message)}", true, false, backOff),
            _ => new("modelError", $"The model's answer could not be read: {FirstLine(cause.Message)}", true, true, backOff),
        };
    }

    private static TimeSpan? RetryAfterOf(ClientResultException e) =>
        e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)) : null;

    private static T? Find<T>(Exception e) where T : Exception =>
        e as T ?? (e is AggregateException many ? many.InnerExceptions.Select(Find<T>).FirstOrDefault(f => f is not null) : e.InnerException is { } inner ? Find<T>(inner) : null);

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
