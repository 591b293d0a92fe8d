using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>The part of a policy that the form changes; the rest stays as it is.</summary>
public sealed class PolicyDraft
{
    public Reversibility Reversibility { get; set; } = Reversibility.Irreversible;

    public string Title { get; set; } = "";

    public string Effect { get; set; } = "";

    public static PolicyDraft Of(ToolPolicy policy) => new() { Reversibility = policy.Reversibility, Title = policy.Title ?? "", Effect = policy.Effect ?? "" };

    public ToolPolicy Over(ToolPolicy policy) => policy with { Reversibility = Reversibility, Title = OrNull(Title), Effect = OrNull(Effect) };

    public bool Differs(ToolPolicy policy) => (Reversibility, OrNull(Title), OrNull(Effect)) != (policy.Reversibility, policy.Title, policy.Effect);

    private static string? OrNull(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
