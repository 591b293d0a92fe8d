using ApprovalConsole.Orchestrator.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web;

/// <summary>A start that a wrong setting ended: what to say instead of a stack trace.</summary>
internal static class StartFault
{
    public static string? Of(Exception e) => e switch
    {
        SettingException => e.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(f => f[(f.IndexOf("Setting ", StringComparison.Ordinal) is >= 0 and var at ? at : 0)..].TrimEnd('\'', '.') + ".")),
        IOException { InnerException: AddressInUseException } => $"Setting urls names an address that is taken: {e.Message}",
        System.Net.Sockets.SocketException or IOException { InnerException: System.Net.Sockets.SocketException } => $"Setting urls names an address that cannot be listened to: {e.Message}",
        InvalidDataException { InnerException: { } inner } => $"Setting file: {e.Message} {inner.Message}",
        InvalidOperationException { Message: var message } when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => $"Setting: {message}",
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => null,
    };
}
