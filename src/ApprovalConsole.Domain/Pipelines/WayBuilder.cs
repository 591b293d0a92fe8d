using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Writes the ways of a choice. Without <see cref="Else"/> it is none.</summary>
public sealed class WayBuilder
{
    internal JsonArray Cases { get; } = [];

    internal JsonArray? Rest { get; private set; }

    /// <param name="condition">See <see cref="Pipelines.When"/>.</param>
    public WayBuilder When(string name, JsonObject condition, Action<FlowBuilder> @do)
    {
        Cases.Add((JsonNode)new JsonObject { ["name"] = name, ["when"] = condition, ["do"] = FlowBuilder.Part(@do) });
        return this;
    }

    /// <summary>What no case means, and what cannot be told.</summary>
    public WayBuilder Else(Action<FlowBuilder> @do)
    {
        Rest = FlowBuilder.Part(@do);
        return this;
    }
}
