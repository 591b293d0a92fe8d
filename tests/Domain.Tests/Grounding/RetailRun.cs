using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>A customer's run in the retail shop, one call a step; built as a state, because only what was said and shown matters here.</summary>
internal sealed class RetailRun(RetailShop shop, JsonElement task)
{
    private static readonly CallTerms Terms = new(
        "shop", Reversibility.ReadOnly, "", "", 1, null, "", "", [], "", 0, default, default, default, default, false, Untrusted: false, null);

    private readonly string _userId = task.GetProperty("user_id").GetString()!;
    private Run _run = Run.Initial with
    {
        Id = "r1",
        OnBehalfOf = new(task.GetProperty("user_id").GetString()!, [], JsonSerializer.Serialize(new { user_id = task.GetProperty("user_id").GetString() })),
        Input = task.GetProperty("instruction").GetString()!,
    };

    /// <param name="answer">What comes back; null for what the shop says, which may be an error.</param>
    internal RetailRun Calls(string tool, string arguments, bool fails = false, string? answer = null)
    {
        var number = _run.Steps.Length + 1;
        var result = fails ? null : answer ?? shop.Answer(tool, JsonOf.Text(arguments), _userId);
        var call = new ToolCall($"c{number}", number, 0, "p", tool, arguments, Story.Noon)
        {
            Status = result is null ? CallStatus.Failed : CallStatus.Succeeded, Arguments = arguments, Terms = Terms, Answer = result ?? "Error: not found",
        };
        _run = _run with
        {
            Steps = _run.Steps.Add(new(number, Purpose.Act, "strong", "m-large", "", [call.Id], default, Story.Noon)), Calls = _run.Calls.Add(call.Id, call),
        };
        return this;
    }

    internal RetailRun ReadsCarefully()
    {
        foreach (var (tool, arguments) in shop.CarefulReads(_userId))
            Calls(tool, arguments);
        return this;
    }

    /// <summary>Every id of the arguments, and where it would come from in the next step.</summary>
    internal IEnumerable<GroundedValue> Ids(string tool, string arguments) =>
        Grounds.Of(JsonOf.Text(arguments), shop.Schemas[tool], Evidence.Before(_run, _run.Steps.Length + 1)).Where(g => IsId(g.Path));

    /// <summary>The plainest search there is, to check the other by.</summary>
    internal bool WasShown(string id) => _run.Input.ToString().Contains(id, StringComparison.Ordinal)
        || _run.Calls.Values.Any(call => call.Status is CallStatus.Succeeded && call.Answer.ToString()!.Contains(id, StringComparison.Ordinal));

    internal static bool IsId(string path) => path.Split('/').Any(step => step.EndsWith("_id", StringComparison.Ordinal) || step.EndsWith("_ids", StringComparison.Ordinal));
}
