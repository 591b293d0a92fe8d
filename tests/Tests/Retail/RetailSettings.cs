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

    public static string Write(TempFolder folder, Uri server, Uri model)
    {
        var settings = new ConsoleSettings(folder.Path).Model("strong", model).McpServer("retail", server).Agent("clerk", ["retail.*"]);
        settings.Root["Tools"] = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Retail", "retail-settings.json")), documentOptions: WithComments)!["Tools"]!.DeepClone();
        return folder.Write("settings.json", settings.ToString());
    }
}
