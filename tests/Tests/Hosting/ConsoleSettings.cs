using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>A settings file for a console of a test's own: its data, the demo's persons, and what the test adds.</summary>
internal sealed class ConsoleSettings
{
    private readonly JsonObject _root;

    public ConsoleSettings(string dataFolder) => _root = new JsonObject
    {
        ["Storage"] = TestStore.SettingsOf(dataFolder),
        ["Demo"] = new JsonObject { ["Enabled"] = false, ["Folder"] = Path.Combine(dataFolder, "desk") },
        ["Authentication"] = new JsonObject { ["Local"] = new JsonObject { ["Users"] = Persons() } },
        ["Agents"] = new JsonObject(),
        ["Models"] = new JsonObject(),
        ["McpServers"] = new JsonObject(),
        ["Tools"] = new JsonObject(),
    };

    public JsonObject Root => _root;

    public ConsoleSettings Demo()
    {
        _root["Demo"]!["Enabled"] = true;
        return this;
    }

    public ConsoleSettings Model(string name, Uri endpoint, JsonObject? price = null, params (string Key, JsonNode Value)[] more)
    {
        var entry = new JsonObject
        {
            ["Provider"] = "OpenAI", ["Endpoint"] = endpoint.ToString(), ["Model"] = "m-large", ["ApiKey"] = "test-key",
            ["Price"] = price ?? new JsonObject { ["Input"] = 2.5, ["CachedInput"] = 0.25, ["Output"] = 10 },
        };
        foreach (var (key, value) in more) entry[key] = value;
        _root["Models"]![name] = entry;
        return this;
    }

    public ConsoleSettings Agent(string name, string[] tools, JsonObject? limits = null, JsonObject? routes = null)
    {
        _root["Agents"]![name] = new JsonObject
        {
            ["Instructions"] = $"You are {name}.", ["Tools"] = new JsonArray([.. tools.Select(t => JsonValue.Create(t))]),
            ["Limits"] = limits ?? new JsonObject { ["Iterations"] = 10, ["CostUsd"] = 5 },
            ["Routes"] = routes ?? [],
        };
        return this;
    }

    /// <summary>An agent that may hand parts of its task to others.</summary>
    public ConsoleSettings Delegating(string name, string[] tools, params string[] to)
    {
        Agent(name, tools);
        _root["Agents"]![name]!["DelegatesTo"] = new JsonArray([.. to.Select(t => JsonValue.Create(t))]);
        return this;
    }

    /// <summary>An agent that runs elsewhere.</summary>
    public ConsoleSettings ExternalAgent(string name, string[] tools, string mode = "enforce") =>
        With("ExternalAgents", name, new() { ["Tools"] = new JsonArray([.. tools.Select(t => JsonValue.Create(t))]), ["Mode"] = mode });

    /// <summary>An agent whose answer is written apart, by a model of its own.</summary>
    public ConsoleSettings WritingApart(string name, string[] tools, string work, string answer)
    {
        Agent(name, tools, routes: new() { ["act"] = work, ["answer"] = answer });
        _root["Agents"]![name]!["AnswerApart"] = true;
        return this;
    }

    public ConsoleSettings McpServer(string name, Uri url) => With("McpServers", name, new() { ["Url"] = url.ToString() });

    public ConsoleSettings McpServer(string name, string command, params string[] args) =>
        With("McpServers", name, new() { ["Command"] = command, ["RunAsConsole"] = true, ["Args"] = new JsonArray([.. args.Select(a => JsonValue.Create(a))]) });

    public ConsoleSettings Tool(string id, string reversibility, JsonObject? more = null)
    {
        var policy = more?.DeepClone().AsObject() ?? [];
        policy["Reversibility"] = reversibility;
        if (reversibility == "Reversible" && policy["Undo"] is null) policy["Undo"] = new JsonObject { ["Tool"] = id, ["Arguments"] = new JsonObject() };
        return With("Tools", id, policy);
    }

    public ConsoleSettings With(string section, string name, JsonObject entry)
    {
        if (_root[section] is not JsonObject) _root[section] = new JsonObject();
        _root[section]![name] = entry;
        return this;
    }

    public override string ToString() => _root.ToJsonString(new() { WriteIndented = true });

    private static JsonArray Persons() =>
    [
        Person("rita", "Reviewer"), Person("remy", "Reviewer"), Person("sam", "Support", "Operator"), Person("ada", "Admin"), Person("abel", "Admin"), Person("olga", "Operator"), Person("sue", "Support"),
        Person("theo", "Auditor"), Person("nobody"),
    ];

    private static JsonObject Person(string name, params string[] roles) => new()
    {
        ["Name"] = name, ["Roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]), ["ApiKey"] = $"demo-{name}",
    };
}
