using ApprovalConsole.SampleDesk.Tools;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>Those of the desk's tools that a request offers, by their plain names.</summary>
internal sealed class Offer
{
    private const string Prefix = SupportDesk.Source + "_";    // how the console names a tool whose plain name is taken
    public const string AskUser = "ask_user";

    private readonly Dictionary<string, string> _names = [];

    public bool IsEmpty => _names.Count == 0;

    /// <summary>The principal can be asked.</summary>
    public bool MayAsk { get; private init; }

    public bool Has(string tool) => _names.ContainsKey(tool);

    /// <summary>The name to call it by. A tool that is not offered keeps its plain name: the console will say that it does not exist.</summary>
    public string NameOf(string tool) => _names.GetValueOrDefault(tool, tool);

    public static string Plain(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;

    public static Offer From(ChatOptions? options)
    {
        var offer = new Offer { MayAsk = (options?.Tools ?? []).Any(t => t.Name == AskUser) };
        if (options?.ToolMode is NoneChatToolMode)
            return offer;
        var offered = (options?.Tools ?? []).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var tool in DeskTool.All)
        {
            if (offered.Contains(Prefix + tool))
                offer._names[tool] = Prefix + tool;
            else if (offered.Contains(tool))
                offer._names[tool] = tool;
        }
        return offer;
    }
}
