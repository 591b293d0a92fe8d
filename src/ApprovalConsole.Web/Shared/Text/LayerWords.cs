using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>What the three layers said, in words.</summary>
public static class LayerWords
{
    public static (string Name, LayerView Layer)[] Of(ValidationView validation) =>
        [("Shape", validation.Schema), ("Values", validation.Semantic), ("Whether the principal may", validation.Authorization)];

    public static string Verdict(string verdict) => verdict switch
    {
        "passed" => "passed",
        "failed" => "fails",
        "noRules" => "no rules, so nothing was checked",
        "couldNotCheck" => "could not be checked",
        _ => verdict,
    };
}
