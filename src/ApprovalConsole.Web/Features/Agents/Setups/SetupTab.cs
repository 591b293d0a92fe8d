using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>What the page of an agent, a model or a budget opens to.</summary>
public enum SetupTab
{
    Settings,
    WhatIf,
    History,
}

/// <summary>Their names and addresses.</summary>
public static class SetupTabs
{
    public static string NameOf(SetupScope scope, SetupTab tab) => tab switch
    {
        SetupTab.WhatIf => "What if",
        SetupTab.Settings => KindWords.Of(scope).FirstTab,
        _ => tab.ToString(),
    };

    public static string SlugOf(SetupTab tab) => tab is SetupTab.WhatIf ? "what-if" : tab.ToString().ToLowerInvariant();

    public static string LinkTo(SetupScope scope, SetupTab tab) =>
        $"{KindWords.Of(scope).LinkTo(scope.Name)}{(tab is SetupTab.Settings ? "" : $"?tab={SlugOf(tab)}")}";

    /// <summary>What would be is tried by who may change it.</summary>
    public static bool Has(SetupTab tab, bool mayConfigure) => tab is not SetupTab.WhatIf || mayConfigure;

    /// <summary>The tab of an address; the first for any word that names none.</summary>
    public static SetupTab Of(string? slug) => Enum.GetValues<SetupTab>().FirstOrDefault(tab => SlugOf(tab) == slug);
}
