using ApprovalConsole.Domain.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>A reversibility class. The accent is for what cannot be undone, and for nothing else.</summary>
public sealed partial class ClassChip : ComponentBase
{
    [Parameter, EditorRequired]
    public Reversibility Class { get; set; }

    private string Look => Class switch
    {
        Reversibility.Irreversible => "accent",
        Reversibility.Critical => "accent full",
        Reversibility.Forbidden => "full",
        _ => "faint",
    };

    private string Sign => Class switch
    {
        Reversibility.Irreversible => "●",
        Reversibility.Critical => "◆",
        Reversibility.Forbidden => "✕",
        Reversibility.Reversible => "↺",
        _ => "○",
    };

    private string Name => Class switch
    {
        Reversibility.ReadOnly => "Reads only",
        Reversibility.Irreversible => "IRREVERSIBLE",
        Reversibility.Critical => "CRITICAL",
        _ => Class.ToString(),
    };
}
