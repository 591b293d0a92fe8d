using System.ComponentModel;
using System.Security.Authentication;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Why a server is not there, in our words: a kind and a status. What it printed or answered is not repeated, for a server that does not come up may say what it
/// was given, secrets too.</summary>
internal static class McpFailure
{
    /// <param name="command">Of a server that is a process; null: it has an address.</param>
    public static string InWords(Exception? failure, string? command)
    {
        for (var e = failure; e is not null; e = e.InnerException)
            if (OfOne(e, command) is { } words) return words;
        return "the connection broke off";
    }

    public static string InWords(ClientCompletionDetails details) => OfDetails(details) ?? (details.Exception is { } e ? InWords(e, null) : "the server closed the connection");

    private static string? OfOne(Exception e, string? command) => e switch
    {
        SettingException or OutboundRefusedException or AnswerTooLongException or SessionGoneException => e.Message, // our own words
        ClientTransportClosedException closed => OfDetails(closed.Details),
        HttpRequestException { StatusCode: { } status } => $"it answered {(int)status}",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name leads to no address",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => "its certificate is not trusted",
        HttpRequestException { InnerException: null, HttpRequestError: HttpRequestError.ConnectionError } or System.Net.Sockets.SocketException => "nothing answers at its address",
        Win32Exception when command is not null => $"its command {command} could not be started",
        McpProtocolException protocol => $"it answered with error {(int)protocol.ErrorCode}",
        McpException => "its answer ended before it was whole",
        JsonException => "what it answered cannot be read",
        TimeoutException => "it did not answer in time",
        _ => null,
    };

    private static string? OfDetails(ClientCompletionDetails details) => details switch
    {
        StdioClientCompletionDetails { ExitCode: { } code } => $"it ended with exit code {code}",
        HttpClientCompletionDetails { HttpStatusCode: { } status } => $"it answered {(int)status}",
        _ => null,
    };
}
