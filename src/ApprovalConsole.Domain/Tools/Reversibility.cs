namespace ApprovalConsole.Domain.Tools;

/// <summary>What it costs to take a tool's effect back, in ascending strictness.</summary>
public enum Reversibility
{
    /// <summary>Reads only; runs by itself.</summary>
    ReadOnly,

    /// <summary>An undo exists; runs by itself.</summary>
    Reversible,

    /// <summary>Cannot be undone; one person decides. A tool without a policy is this.</summary>
    Irreversible,

    /// <summary>Cannot be undone and matters more; two people decide.</summary>
    Critical,

    /// <summary>Never runs.</summary>
    Forbidden,
}
