using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Security;

/// <summary>The origins whose pages may follow runs with a viewer's token.</summary>
internal static class ViewerOrigins
{
    /// <exception cref="SettingException">One is no origin.</exception>
    public static IReadOnlyList<string> In(IConfigurationSection settings) =>
    [
        .. settings.GetChildren().Select(entry => entry.Value is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
            ? text : throw new SettingException(entry.Path, "must be an origin, as https://shop.example: scheme, host and port, and nothing after them")),
    ];
}
