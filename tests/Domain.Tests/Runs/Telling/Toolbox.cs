using System.Text.Json;
using ApprovalConsole.Domain.Tests.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>One tool of each sort, with real schemas and policies: what the tests call is what the gate validates.</summary>
internal static class Toolbox
{
    private const string Arguments =
        """{"type":"object","properties":{"order":{"type":"string"},"amount":{"type":"number"},"text":{"type":"string"}},"required":["order"]}""";

    public static readonly Tool Look = Of("look", new() { Reversibility = Reversibility.ReadOnly });
    public static readonly Tool Note = Of("note", new() { Reversibility = Reversibility.Reversible });
    public static readonly Tool Tag = Of("tag", new() { Reversibility = Reversibility.Reversible, Independent = true });
    public static readonly Tool Refund = Of("refund", new() { Title = "Refund {/amount} on {/order}", EffectKey = ["/order"] }, Raise("""{"properties":{"amount":{"minimum":200}},"required":["amount"]}""", Reversibility.Critical));
    public static readonly Tool Mail = Of("mail", new() { Independent = true, EffectKey = ["/order"], Escalation = new(TimeSpan.FromMinutes(15)) });
    public static readonly Tool Pay = Of("pay", new() { IdempotencyArgument = "text" });
    public static readonly Tool Sync = Of("sync", new() { Reversibility = Reversibility.Reversible, IdempotencyArgument = "text" });
    public static readonly Tool Book = Of("book", new()
    {
        Reversibility = Reversibility.Reversible, ProbeFinalAfter = TimeSpan.FromSeconds(30),
        Probe = new() { Tool = "desk.look", Arguments = JsonElement.Parse("""{"order":"{/order}"}"""), Path = "/bookings", Happened = JsonElement.Parse("""{"type":"array","minItems":1}""") },
    });
    public static readonly Tool Wire = Of("wire", new() { Reversibility = Reversibility.Critical });
    public static readonly Tool Wipe = Of("wipe", new() { Reversibility = Reversibility.Forbidden });

    public static readonly IReadOnlyList<Tool> All = [Look, Note, Tag, Refund, Mail, Pay, Sync, Wire, Wipe, Book];

    public static Tool Of(string name, ToolPolicy policy, params ClassRule[] rules) => new(
        new ToolDefinition("desk", name, $"Does {name}.", JsonElement.Parse(Arguments)), SchemaOf.Text(Arguments), policy with { Rules = [.. rules] }, 1, ToolStatus.Active)
    {
        Rules = [.. rules.Select(r => new CompiledRule(SchemaOf.Text(r.When.GetRawText()), r.Reversibility))],
    };

    public static ClassRule Raise(string when, Reversibility to) => new(JsonElement.Parse(when), to);

    public static Tool WithPolicy(this Tool tool, Func<ToolPolicy, ToolPolicy> change) => tool with { Policy = change(tool.Policy), PolicyVersion = tool.PolicyVersion + 1 };

    public static Tool WithDescription(this Tool tool, string description) =>
        tool with { Definition = new(tool.Definition.Source, tool.Definition.Name, description, tool.Definition.Schema) };
}
