using System.ClientModel;
using System.ClientModel.Primitives;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.AI;
using OpenAI;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Models from the settings.</summary>
internal static class OpenAIModels
{
    private static readonly Uri Provider = new("https://api.openai.com/v1");

    private const string OldField = "max_tokens";

    public static void Check(string name, ModelSettings settings)
    {
        var key = $"{ModelSettings.Section}:{name}";
        if (!string.Equals(settings.Provider, "OpenAI", StringComparison.OrdinalIgnoreCase)) throw new SettingException($"{key}:Provider", $"is {settings.Provider}; there is OpenAI (any endpoint that speaks its wire format)");
        if (settings.Endpoint is { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") }) throw new SettingException($"{key}:Endpoint", "must be an http or https address, as in http://127.0.0.1:9000/v1");
        if (settings.Endpoint is { UserInfo.Length: > 0 }) throw new SettingException($"{key}:Endpoint", "must not hold a password");
        foreach (var (part, fault) in PriceFaults.Of(settings.Price)) throw new SettingException($"{key}:Price:{part}", fault);
        if (settings.ContextTokens is < 1 or > int.MaxValue) throw new SettingException($"{key}:ContextTokens", $"must be from 1 to {int.MaxValue}");
        if (settings.Silence <= TimeSpan.Zero || settings.Silence > TimeSpan.FromDays(1)) throw new SettingException($"{key}:Silence", "must be from above zero to one day, as in 00:01:00");
        if (TokenBound.Find(settings.Tokenizer) is null) throw new SettingException($"{key}:Tokenizer", $"is {settings.Tokenizer}; there is {string.Join(", ", TokenBound.Names)}. Without one, every byte counts as a token");
        if (settings.MaxTokensField is not (null or OldField or "max_completion_tokens")) throw new SettingException($"{key}:MaxTokensField", $"is {settings.MaxTokensField}; there are {OldField} and max_completion_tokens");
        if (settings.MaxOutputTokens is < 1 or > int.MaxValue) throw new SettingException($"{key}:MaxOutputTokens", $"must be from 1 to {int.MaxValue}");
        if (settings.ApiKey is { Length: > 0 } given) Secret.Resolve(given, $"{key}:ApiKey");
    }

    public static ModelRoute Of(string name, ModelSettings settings, OutboundClients clients)
    {
        var endpoint = settings.Endpoint ?? Provider;
        var http = clients.For(endpoint, () => settings.ApiKey is { Length: > 0 } given
            ? [KeyValuePair.Create("Authorization", $"Bearer {Secret.Resolve(given, $"{ModelSettings.Section}:{name}:ApiKey")}")] : [], new BoundedReplies(BoundedReplies.MostFor(settings.MaxOutputTokens)));

        // The run's own attempts are the only retries: those of the client would spend money nobody reserved.
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint, RetryPolicy = new ClientRetryPolicy(maxRetries: 0), NetworkTimeout = Timeout.InfiniteTimeSpan, Transport = new HttpClientPipelineTransport(http),
        };
        var client = new OpenAIClient(new ApiKeyCredential("none"), options).GetChatClient(settings.Model).AsIChatClient();
        return new(name, settings.Model, client, settings.Price.ToPrice(), settings.MaxOutputTokens)
        {
            Host = endpoint.Authority, KnowsOldField = settings.MaxTokensField == OldField, ContextTokens = settings.ContextTokens, Tokens = TokenBound.Find(settings.Tokenizer)!, Silence = settings.Silence, TakesCacheHints = settings.CacheHints ?? settings.Endpoint is null,
        };
    }
}
