using System.Text.Json.Nodes;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Something that the outside is told of: what kind of thing, where it is, and no word of what is in it.</summary>
/// <param name="Subject">The proposal, call, run, stop or budget that it is about.</param>
/// <param name="Page">Where people see it, from the console's address on. Opening it does nothing.</param>
/// <param name="Facts">Ids, names from the settings, and numbers: nothing that a person, a model or a tool wrote.</param>
internal sealed record Notice(string Type, string Subject, string Page, DateTimeOffset At, JsonObject Facts)
{
    /// <summary>As receivers know it; null: one is made. The same is told once.</summary>
    public string? Id { get; init; }

    /// <summary>When what it is about expires; null: it does not. What is near its deadline is told of before it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>As it goes out, whichever destination it goes to.</summary>
    public string BodyAt(DateTimeOffset at, Uri console)
    {
        var data = Facts.DeepClone().AsObject();
        data["link"] = new Uri(console, Page).ToString();
        return new JsonObject { ["type"] = Type, ["timestamp"] = at.ToUniversalTime().ToString("O"), ["data"] = data }.ToJsonString();
    }
}
