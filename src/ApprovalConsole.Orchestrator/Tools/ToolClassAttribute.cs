using System.Text.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What a function of this process does to the world: the first version of its tool's policy, where the settings have no entry for the tool; one there takes the place of it whole. Without either it is irreversible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class ToolClassAttribute : Attribute
{
    private protected ToolClassAttribute(Reversibility reversibility) => Reversibility = reversibility;

    public Reversibility Reversibility { get; }

    /// <summary>See <see cref="ToolPolicy.Title"/>; null: the tool's name and every argument.</summary>
    public string? Title { get; set; }

    /// <summary>See <see cref="ToolPolicy.Effect"/>.</summary>
    public string? Effect { get; set; }

    /// <summary>Pointers to the arguments that decide. Empty: all of them.</summary>
    public string[] Decisive { get; set; } = [];

    /// <summary>Pointers to the arguments that name the target. Empty: all of them.</summary>
    public string[] EffectKey { get; set; } = [];

    /// <summary>Permissions that the principal needs, all of them.</summary>
    public string[] Permissions { get; set; } = [];

    internal virtual ToolPolicy Policy => new()
    {
        Reversibility = Reversibility, Title = Title, Effect = Effect, Decisive = [.. Decisive], EffectKey = [.. EffectKey], Permissions = [.. Permissions],
    };
}

/// <summary>Reads only; runs by itself.</summary>
public sealed class ReadOnlyToolAttribute() : ToolClassAttribute(Reversibility.ReadOnly);

/// <summary>Another tool takes it back; runs by itself.</summary>
/// <param name="undoTool">As in <c>shop.delete_note</c>.</param>
/// <param name="undoArguments">JSON of its arguments, as in <c>{"id":"{result/id}"}</c>; see <see cref="UndoRule"/>.</param>
public sealed class ReversibleAttribute(string undoTool, string undoArguments) : ToolClassAttribute(Reversibility.Reversible)
{
    public string UndoTool => undoTool;

    public string UndoArguments => undoArguments;

    internal override ToolPolicy Policy => base.Policy with { Undo = new(undoTool, JsonElement.Parse(undoArguments)) };
}

/// <summary>Cannot be undone; one person decides.</summary>
public sealed class IrreversibleAttribute() : ToolClassAttribute(Reversibility.Irreversible);

/// <summary>Cannot be undone and matters more; two people decide.</summary>
public sealed class CriticalAttribute() : ToolClassAttribute(Reversibility.Critical);

/// <summary>Never runs.</summary>
public sealed class ForbiddenAttribute() : ToolClassAttribute(Reversibility.Forbidden);
