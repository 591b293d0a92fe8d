namespace ApprovalConsole.Web.Features.Tools;

/// <summary>What a tool opens to.</summary>
public enum ToolTab
{
    Policy,
    Checks,
    WhoMay,
    Undo,
    History,
    WhatIf,
    Definition,
    Propose,
}

/// <summary>Their names, addresses, and which keys of a policy are where.</summary>
public static class ToolTabs
{
    private static readonly string[] OfChecks = ["Checks", "RequireGrounded"];
    private static readonly string[] OfWhoMay = ["Permissions", "Authorization", "Reviewers", "Approval", "Standing"];

    public static string NameOf(ToolTab tab) => tab switch
    {
        ToolTab.WhoMay => "Who may",
        ToolTab.WhatIf => "What if",
        _ => tab.ToString(),
    };

    public static string SlugOf(ToolTab tab) => tab switch
    {
        ToolTab.WhoMay => "who-may",
        ToolTab.WhatIf => "what-if",
        _ => tab.ToString().ToLowerInvariant(),
    };

    public static string LinkTo(string toolId, ToolTab tab) => $"/tools/{toolId}{(tab is ToolTab.Policy ? "" : $"?tab={SlugOf(tab)}")}";

    /// <summary>The tab of an address; the first for any word that names none.</summary>
    public static ToolTab Of(string? slug) => Enum.GetValues<ToolTab>().FirstOrDefault(tab => SlugOf(tab) == slug);

    /// <summary>The tab on which a key of a policy is edited.</summary>
    public static ToolTab Holding(string key) => key.Split(':')[0] switch
    {
        var first when OfChecks.Contains(first, StringComparer.OrdinalIgnoreCase) => ToolTab.Checks,
        var first when OfWhoMay.Contains(first, StringComparer.OrdinalIgnoreCase) => ToolTab.WhoMay,
        var first when first.Equals("Undo", StringComparison.OrdinalIgnoreCase) => ToolTab.Undo,
        _ => ToolTab.Policy,
    };

    /// <summary>It shows parts of the policy that an admin edits.</summary>
    public static bool IsOfPolicy(ToolTab tab) => tab is ToolTab.Policy or ToolTab.Checks or ToolTab.WhoMay or ToolTab.Undo;
}
