using System.Text.Json;
using ApprovalConsole.SampleDesk;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.SampleDesk;

/// <summary>The smallest console there can be: runs the model's calls, asks <paramref name="person"/> about the irreversible ones, feeds back what came of it.</summary>
internal sealed class PlayedConsole(DeskFixture desk, Func<FunctionCallContent, object?> person) : IDisposable
{
    private static readonly string[] Irreversible = ["refund_order", "send_email", "delete_account"];
    private readonly ScriptedModel _model = new(TimeSpan.Zero, new FakeTimeProvider());
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, "You work tickets.")];

    public List<FunctionCallContent> Calls { get; } = [];
    public List<ChatResponse> Replies { get; } = [];
    public IReadOnlyList<ChatMessage> Messages => _messages;
    public ChatOptions Options { get; } = new() { Tools = [.. desk.Desk.Tools.Select(t => t.AsDeclarationOnly())] };

    /// <summary>The final answer.</summary>
    public async Task<string> RunAsync(string input, CancellationToken ct, bool startOver = false)
    {
        if (startOver)
            _messages.RemoveRange(1, _messages.Count - 1);
        _messages.Add(new(ChatRole.User, input));
        var before = Replies.Count;
        while (true)
        {
            var reply = await _model.GetResponseAsync(_messages, Options, ct);
            Replies.Add(reply);
            _messages.AddRange(reply.Messages);
            var calls = reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                return reply.Text;
            Assert.NotEmpty(reply.Text);
            Assert.InRange(Replies.Count - before, 1, 7);
            Calls.AddRange(calls);
            foreach (var call in calls)
                _messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, await AnswerAsync(call, ct) is var answer && answer is string text ? text : JsonSerializer.Serialize(answer))]));
        }
    }

    private async Task<object> AnswerAsync(FunctionCallContent call, CancellationToken ct)
    {
        if (desk.Desk.Tools.SingleOrDefault(t => t.Name == call.Name) is not { } tool)
            return new { status = "invalid", errors = new[] { new { code = "unknownTool", layer = "schema", path = "", message = $"There is no tool '{call.Name}'.", allowed = desk.Desk.Tools.Select(t => t.Name) } } };
        if (call.Arguments!.TryGetValue("amount", out var amount) && amount is JsonElement { ValueKind: not JsonValueKind.Number })
            return new { status = "invalid", errors = new[] { new { code = "type", layer = "schema", path = "/amount", message = "must be a number", allowed = "number" } } };

        var arguments = new AIFunctionArguments(call.Arguments);
        object? edited = null;
        if (Irreversible.Contains(call.Name))
        {
            switch (person(call))
            {
                case EditTo(var path, var value, var reason):
                    edited = new { changed = new[] { new { path = "/" + path, was = arguments[path], @is = value } }, reason };
                    arguments[path] = JsonSerializer.SerializeToElement(value);
                    break;
                case { } instead:
                    return instead;
            }
        }
        try
        {
            var result = await tool.InvokeAsync(arguments, ct);
            return edited is null ? new { status = "ok", result } : new { status = "ok", editedByReviewer = edited, result };
        }
        catch (DeskRefusal refusal)
        {
            return new { status = "failed", message = refusal.Message };
        }
    }

    public void Dispose() => _model.Dispose();

    public static object? Approve(FunctionCallContent call) => null;

    public static object? Reject(FunctionCallContent call) => new { status = "rejected", reason = "not plausible" };
}

/// <summary>The person approves with another value for one argument.</summary>
internal sealed record EditTo(string Path, object Value, string Reason);
