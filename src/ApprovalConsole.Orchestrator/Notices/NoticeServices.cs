using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Puts together what tells the outside.</summary>
internal static class NoticeServices
{
    /// <exception cref="SettingException">A destination cannot be used.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration, SettingsFiles files)
    {
        var webhooks = files.Entries<WebhookSettings>(WebhookSettings.Section);
        foreach (var (name, webhook) in webhooks) webhook.Check(WebhookSettings.Section, name);
        var mails = files.Entries<MailSettings>(MailSettings.Section);
        foreach (var (name, mail) in mails) mail.Check(MailSettings.Section, name);
        if (mails.Keys.FirstOrDefault(webhooks.ContainsKey) is { } twice) throw new SettingException($"{MailSettings.Section}:{twice}", $"is a name of {WebhookSettings.Section} as well: deliveries are told apart by it, so it must be another");
        var console = AddressOf(configuration);
        if (console is null && webhooks.Count + mails.Count > 0) throw new SettingException($"{ConsoleOptions.Section}:{nameof(ConsoleOptions.PublicUrl)}", $"is missing: what {(webhooks.Count > 0 ? WebhookSettings.Section : MailSettings.Section)} are told links to the console's pages, as in https://console.example.com/");
        services.AddSingleton(s => new Destinations(
        [
            .. webhooks.Select(w => new WebhookDestination(w.Key, w.Value, s.GetRequiredService<OutboundClients>())),
            .. mails.Select(m => new MailDestination(m.Key, m.Value, console!, s.GetRequiredService<OutboundClients>())),
        ]));
        services.AddSingleton(s => new Outbox(s.GetRequiredService<Destinations>(), console, s.GetRequiredService<DecisionSeal>()));
        services.AddSingleton(s => new DestinationsQuery(s.GetRequiredService<Destinations>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new DestinationControl(s.GetRequiredService<Destinations>(), s.GetRequiredService<JournalWriter>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<TimeProvider>()));
    }

    private static Uri? AddressOf(IConfiguration configuration)
    {
        const string key = $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.PublicUrl)}";
        if (configuration[key] is not { Length: > 0 } given) return null;
        if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw new SettingException(key, "must be an http or https address, as in https://console.example.com/");
        return url.AbsolutePath.EndsWith('/') ? url : new(url.GetLeftPart(UriPartial.Path) + "/");
    }
}
