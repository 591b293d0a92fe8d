using System.ClientModel;
using System.Globalization;
using System.Net.Sockets;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Why an attempt brought no reply, and whether another may.</summary>
internal sealed record ModelFailure(string Code, string Message, bool MayRetry, bool WasSent, TimeSpan RetryAfter)
{
    public static ModelFailure Of(Exception cause, int attempt, bool timedOut)
    {
        var backOff = TimeSpan.FromSeconds(Math.Min(10, 0.5 * Math.Pow(2, attempt)));
        return cause switch
        {
            _ when timedOut => new("modelTimeout", "The model did not answer within the run's time.", false, true, default),
            ClientResultException { Status: 429 } e => new("modelBusy", "The model's provider is busy (429).", true, false, RetryAfterOf(e) ?? backOff),
            ClientResultException { Status: >= 500 } e => new("modelError", $"The model's provider answered {e.Status}.", true, true, backOff),
            ClientResultException { Status: > 0 } e => new("modelRefused", $"The model's provider answered {e.Status}: {FirstLine(e.Message)}", false, false, default),
            _ when HasCause<SocketException>(cause) => new("modelUnreachable", $"The model's endpoint cannot be reached: {FirstLine(cause.Message)}", true, false, backOff),
            _ => new("modelError", $"The model's answer could not be read: {FirstLine(cause.Message)}", true, true, backOff),
        };
    }

    private static TimeSpan? RetryAfterOf(ClientResultException e) =>
        e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 60
            ? TimeSpan.FromSeconds(seconds) : null;

    private static bool HasCause<T>(Exception e) where T : Exception =>
        e is T || (e is AggregateException many ? many.InnerExceptions.Any(HasCause<T>) : e.InnerException is { } inner && HasCause<T>(inner));

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
