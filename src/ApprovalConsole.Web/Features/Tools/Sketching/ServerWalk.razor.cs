using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Sketching;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Sketching;

/// <summary>All tools of a server at a glance, and the way from one to the next.</summary>
public sealed partial class ServerWalk : ComponentBase
{
    [Parameter, EditorRequired]
    public string Source { get; set; } = "";

    [Parameter, EditorRequired]
    public ImmutableArray<SketchedTool> Tools { get; set; } = [];

    /// <summary>Id of the tool that is open.</summary>
    [Parameter]
    public string Current { get; set; } = "";

    /// <summary>The next one without a policy, after this one and around; null where every other has one.</summary>
    private string? Next => Tools.SkipWhile(t => t.ToolId != Current).Skip(1).Concat(Tools.TakeWhile(t => t.ToolId != Current)).FirstOrDefault(t => t.PolicyVersion == 0)?.ToolId;

    private static string StateOf(SketchedTool tool) => $"{(tool.PolicyVersion == 0 ? "no policy" : $"version {tool.PolicyVersion}")} · {tool.Held}{(tool.Class is { } proposed ? $" → {proposed}?" : "")}{tool.Lines switch { 0 => "", 1 => " · 1 line proposed", var lines => $" · {lines} lines proposed" }}";
}
