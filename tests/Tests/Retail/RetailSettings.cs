using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The settings of a console that guards the shop: the policies of <c>retail-settings.json</c> and an agent <c>clerk</c> who sees all 16 tools.</summary>
internal static class RetailSettings
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>What the customers may do.</summary>
    public static readonly string[] Permissions = ["orders.write", "customers.write"];

    /// <param name="without">A key that is taken out of every policy.</param>
    public static string Write(TempFolder folder, Uri server, Uri model, string? without = null)
    {
        var settings = new ConsoleSettings(folder.Path).Model("strong", model).McpServer("retail", server).Agent("clerk", ["retail.*"]);
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Retail", "retail-settings.json"));
        foreach (var (id, policy) in JsonNode.Parse(text, documentOptions: WithComments)!["Tools"]!.AsObject().ToList())
        {
            if (without is not null) policy!.AsObject().Remove(without);
            settings.With("Tools", id, policy!.DeepClone().AsObject());
        }

        return folder.Write("settings.json", settings.ToString());
    }
}
