using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>One thing that a policy could say besides what it says. Any of a sketch's lines can be laid over a policy, with or without the others.</summary>
public abstract record PolicyLine
{
    private PolicyLine() { }

    public abstract ToolPolicy Over(ToolPolicy policy);

    /// <param name="Undo">With <see cref="Reversibility.Reversible"/>: the way back.</param>
    public sealed record Class(Reversibility Reversibility, UndoRule? Undo) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Reversibility = Reversibility, Undo = Undo ?? policy.Undo };
    }

    /// <summary>What a reviewer reads first, and the arguments that decide, all of which it names.</summary>
    /// <param name="Decisive">Empty where it names every argument: then all of them decide, as they do anyway.</param>
    public sealed record Sentence(string Title, ImmutableArray<string> Decisive) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Title = Title, Decisive = Decisive };
    }

    public sealed record Effect(string Words) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Effect = Words };
    }

    /// <summary>Two calls with these arguments equal are the same deed.</summary>
    public sealed record SameDeed(ImmutableArray<string> EffectKey) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { EffectKey = EffectKey };
    }

    public sealed record Check(CheckRule Rule) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Checks = policy.Checks.Add(Rule) };
    }

    /// <summary>Arguments that are shaped otherwise than all that were seen never go.</summary>
    public sealed record Shape(ClassRule Rule) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Rules = policy.Rules.Add(Rule) };
    }

    public sealed record Grounded(string Argument, string Least) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { RequireGrounded = policy.RequireGrounded.SetItem(Argument, Least) };
    }

    public sealed record Owned(AuthorizationRule Rule) : PolicyLine
    {
        public override ToolPolicy Over(ToolPolicy policy) => policy with { Authorization = policy.Authorization.Add(Rule) };
    }
}
