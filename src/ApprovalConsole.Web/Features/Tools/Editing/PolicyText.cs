using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A policy as JSON for people: what says no more than the default is left out, but for the class.</summary>
public static class PolicyText
{
    private static readonly JsonObject Defaults = Tree(new());
    private static readonly string[] ListsOfRules = ["checks", "authorization", "facts"];

    public static string Of(ToolPolicy policy) => SpreadJson.Of(Compact(policy));

    public static JsonObject Compact(ToolPolicy policy)
    {
        var tree = Tree(policy);
        foreach (var key in tree.Select(p => p.Key).Where(key => key is not "reversibility" && JsonNode.DeepEquals(tree[key], Defaults[key])).ToList()) tree.Remove(key);
        foreach (var rule in ListsOfRules.SelectMany(key => tree[key] as JsonArray ?? []).OfType<JsonObject>().Where(rule => rule["optional"]?.GetValueKind() is JsonValueKind.False))
            rule.Remove("optional");
        return tree;
    }

    /// <summary>The policy that the text says, or why it says none: at which line, and at which key where that can be told.</summary>
    public static (ToolPolicy? Policy, DraftFault? Fault) Read(string text)
    {
        try
        {
            var policy = JsonSerializer.Deserialize<ToolPolicy>(text, ViewJson.Options);
            policy?.Unknown?.Remove("version"); // as the API shows it; the version is not part of what is laid down
            return policy is null ? (null, new("", "must be an object", 0)) : (policy, null);
        }
        catch (JsonException e)
        {
            return (null, DraftFault.Of(e));
        }
    }

    // By the declared type: the version of a view is no part of what was laid down.
    private static JsonObject Tree(ToolPolicy policy) => JsonSerializer.SerializeToNode(policy, ViewJson.Options)!.AsObject();
}
