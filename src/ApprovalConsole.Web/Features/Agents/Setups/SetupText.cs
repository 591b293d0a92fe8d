using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>An agent's settings, or a model's price, as JSON for people: what says no more than the default is left out, but for the limits, which are all there.</summary>
public static class SetupText
{
    private static readonly string[] Kept = ["instructions", "tools", "limits", "input", "output", "limitUsd", "alerts"];

    public static string Of(Setup setup) => SpreadJson.Of(Compact(setup));

    public static JsonObject Compact(Setup setup)
    {
        var (tree, usual) = (Tree(setup.Text), Tree(JsonSerializer.Serialize(setup.Usual, setup.Usual.GetType(), Orchestrator.Projections.ViewJson.Options)));
        foreach (var key in tree.Select(p => p.Key).Where(key => !Kept.Contains(key) && JsonNode.DeepEquals(tree[key], usual[key])).ToList()) tree.Remove(key);
        return tree;
    }

    /// <summary>As lines to be compared: what an agent is told stands as it is read, and not as one long string.</summary>
    public static string Lines(Setup setup)
    {
        var tree = Compact(setup);
        if (tree["instructions"] is not { } told) return SpreadJson.Of(tree);
        tree.Remove("instructions");
        return $"{told.GetValue<string>().ReplaceLineEndings("\n")}\n\n{SpreadJson.Of(tree)}";
    }

    /// <summary>What the text says, as the kind of the other, or why it says none.</summary>
    public static (Setup? Setup, DraftFault? Fault) Read(Setup kind, string text)
    {
        try
        {
            return (kind.Read(text), null);
        }
        catch (JsonException e)
        {
            return (null, DraftFault.Of(e));
        }
    }

    private static JsonObject Tree(string text) => JsonNode.Parse(text)!.AsObject();
}
