using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>The console's own tool by which an agent hands a part of its task to another. The call reads, as far as the gate goes: what the child does passes the gate by itself.
/// What comes back are another model's words, so they are marked as untrusted and prove nothing.</summary>
public static class DelegateTool
{
    public const string Name = "delegate";

    public const string Id = AnswerTool.Source + "." + Name;

    private static readonly string[] Both = ["agent", "task"];

    private static readonly JsonSerializerOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="agents">Whom the agent may delegate to, each with what it is for; in a fixed order, for its bytes begin every request.</param>
    public static Tool For(IReadOnlyList<(string Name, string Description)> agents)
    {
        var schema = JsonSerializer.SerializeToElement(new
        {
            type = "object",
            properties = new
            {
                agent = new { type = "string", @enum = agents.Select(a => a.Name), description = string.Join(" ", agents.Where(a => a.Description.Length > 0).Select(a => $"{a.Name}: {a.Description}")) },
                task = new { type = "string", pattern = "\\S", description = "All that the other agent needs to know: it sees nothing else of this conversation." },
            },
            required = Both,
            additionalProperties = false,
        }, AsText);
        var definition = new ToolDefinition(AnswerTool.Source, Name, "Hands a part of the task to another agent and waits for its answer. It works with a part of this run's budget.", schema);
        var policy = new ToolPolicy { Reversibility = Reversibility.ReadOnly, Title = "Delegate to {/agent}", Untrusted = true };
        return JsonSchema.TryCompile(schema, out var compiled, out var reason) ? new(definition, compiled, policy, 1, ToolStatus.Active) : throw new UnreachableException(reason);
    }

    /// <summary>The same call always starts the same run. Sorts behind its parent's id.</summary>
    public static string ChildIdOf(string callId) => callId.Replace('.', '-');

    /// <summary>Agent and task in the validated arguments of a call.</summary>
    public static (string Agent, string Task) Read(Payload arguments)
    {
        var read = JsonElement.Parse(arguments.ToString());
        return (read.GetProperty("agent").GetString()!, read.GetProperty("task").GetString()!);
    }

    /// <summary>A child's words as the JSON of a result.</summary>
    public static string ResultOf(Payload words) => JsonSerializer.Serialize(words.ToString(), AsText);

    /// <summary>The order that starts a child; the same however often it is given.</summary>
    public static RunCommand.Start StartOf(Run parent, Child child, DateTimeOffset at) => new(
        child.RunId, RunKind.Agent, parent.Id, child.Agent, parent.OnBehalfOf, child.Task, child.Limits, parent.RequestedBy, "{}", at)
    {
        AnswerNeeds = child.AnswerNeeds, AgentPrint = child.AgentPrint, Choice = child.Choice,
        Ancestry = new(child.CallId, child.Share.Steps, [.. parent.Ancestry?.Chain ?? [], new(parent.Id, parent.Agent, child.CallId)], [.. parent.DeniedEffects.Order(StringComparer.Ordinal)]),
    };
}
