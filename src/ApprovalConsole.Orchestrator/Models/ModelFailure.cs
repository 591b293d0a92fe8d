using System.ClientModel;
using System.Globalization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Why an attempt brought no reply, and whether another may.</summary>
internal sealed record ModelFailure(string Code, string Message, bool MayRetry, bool WasSent, TimeSpan RetryAfter)
{
    private const double LongestWait = 60;

    /// <param name="isCutOff">The run was cancelled: nobody will read the rest.</param>
    /// <param name="timeIsUp">The run's time at work is used up.</param>
    /// <param name="wentSilent">The model said nothing for too long.</param>
    public static ModelFailure Of(Exception cause, int attempt, bool isCutOff, bool timeIsUp, bool wentSilent, DateTimeOffset now)
    {
        var backOff = TimeSpan.FromSeconds(Math.Min(10, 0.5 * Math.Pow(2, attempt)));
        return cause switch
        {
            _ when isCutOff => new("modelCutOff", "The run was cancelled while the model answered.", false, true, default),
            _ when timeIsUp => new("modelTimeout", "The model did not answer within the run's time.", false, true, default),
            _ when wentSilent => new(RunDecider.Silent, "The model said nothing for too long.", true, true, backOff),
            _ when Find<ModelOverranException>(cause) is { } e => new(RunDecider.Overran, e.Message, false, true, default),
            ClientResultException { Status: 429 } e => new("modelBusy", "The model's provider is busy (429).", true, false, RetryAfterOf(e, now) ?? backOff),
            ClientResultException { Status: >= 500 } e => new("modelError", $"The model's provider answered {e.Status}.", true, true, backOff),
            ClientResultException { Status: 401 or 403 } e => new("modelRefused", $"The model's provider answered {e.Status}: it does not take the key.", false, false, default), // providers repeat keys
            ClientResultException { Status: > 0 } e => new("modelRefused", $"The model's provider answered {e.Status}: {FirstLine(e.Message)}", false, false, default),
            _ when Find<HttpRequestException>(cause) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => new("modelUnreachable", $"The model's endpoint cannot be reached: {FirstLine(cause.Message)}", true, false, backOff),
            _ => new("modelError", $"The model's answer could not be read: {FirstLine(cause.Message)}", true, true, backOff),
        };
    }

    /// <summary>Seconds, or a date.</summary>
    private static TimeSpan? RetryAfterOf(ClientResultException e, DateTimeOffset now)
    {
        if (e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) is not true) return null;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)) : null;
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromSeconds(Math.Clamp((date - now).TotalSeconds, 0, LongestWait)) : null;
    }

    private static T? Find<T>(Exception e) where T : Exception =>
        e as T ?? (e is AggregateException many ? many.InnerExceptions.Select(Find<T>).FirstOrDefault(f => f is not null) : e.InnerException is { } inner ? Find<T>(inner) : null);

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
