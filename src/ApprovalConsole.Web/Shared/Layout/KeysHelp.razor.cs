using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>What the keys do.</summary>
public sealed partial class KeysHelp : ComponentBase
{
    private static readonly (string Key, string Does)[] Keys =
    [
        ("n", "next for me: nearest its deadline, and nobody else has it"), ("j", "down"), ("k", "up"), ("/", "search what waits"), ("a", "approve"), ("e", "edit"), ("v", "try again like this"), ("x", "reject; then 1–5 for the reason"),
        ("u", "recall an approval while it is held"), ("r", "respond in the tool's place"), ("c", "remark for colleagues, or hand over"), ("Ctrl K", "go to, or do"), ("Esc", "close what is open"), ("?", "this list"),
    ];
}
