using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Outside;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ApprovalConsole.Web.Mcp;

/// <summary>Calls of the MCP server's tools, each through the gate. <see cref="McpFaults"/> has nothing against them.</summary>
/// <remarks>Beside its arguments a call may say in <c>_meta</c>: <c>onBehalfOf</c>, <c>rationale</c>, <c>sessionId</c>, <c>idempotencyKey</c>, as over HTTP. Without the first it acts for the caller, who has no permissions then.</remarks>
internal sealed class McpCalls(IHttpContextAccessor http, McpTools tools, OutsideDoor door, OutsideCalls calls, TimeProvider time)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1);

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken ct)
    {
        var visitor = http.HttpContext!.Features.GetRequiredFeature<McpVisitor>();
        var (name, arguments) = (request.Params!.Name, request.Params.Arguments ?? new Dictionary<string, JsonElement>());
        if (name == McpTools.Follow) return await FollowAsync(visitor, arguments, ct);
        if (tools.IdOf(name) is not { } tool) throw new McpProtocolException($"There is no tool {name}.", McpErrorCode.InvalidParams); // it went as the request came
        var meta = McpMeta.Read(request.Params.Meta);
        var principal = meta.OnBehalfOf ?? new PrincipalRequest(visitor.Actor.KeyOwner ?? visitor.Actor.Subject);
        var answer = await door.AskAsync(
            new(tools.Agent, tool, JsonSerializer.SerializeToElement(arguments), principal, meta.Rationale, meta.SessionId ?? visitor.Session ?? Today(principal)), visitor.Actor, meta.IdempotencyKey ?? Guid.CreateVersion7().ToString("N"), ct);
        return answer.CallId is { } call ? Answer(await UnderWayAsync(call, visitor, request, ct)) : Refused(answer.Refusal!);
    }

    /// <summary>Clients that name no session share one for each person that they act for and each day: who asks again finds what waits.</summary>
    private string Today(PrincipalRequest principal) => $"{time.GetUtcNow():yyyy-MM-dd} {OutsideSession.HashOf(JsonSerializer.Serialize(principal))}";

    /// <summary>Until it is carried out or waits for a person; meanwhile whoever wants to hear of it is told that it goes on.</summary>
    private async Task<ToolCallView> UnderWayAsync(string callId, McpVisitor visitor, RequestContext<CallToolRequestParams> request, CancellationToken ct)
    {
        for (var seconds = 1; ; seconds++)
        {
            var call = (await calls.FollowAsync(callId, visitor.Caller, c => c.Status is not ToolCallStatus.Running, SignOfLife, ct))!;
            if (call.Status is not ToolCallStatus.Running || seconds >= McpFaults.LongestWait) return call;
            if (request.Params!.ProgressToken is { } token)
                await request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = seconds, Message = "The call is at work." }, cancellationToken: ct);
        }
    }

    private async Task<CallToolResult> FollowAsync(McpVisitor visitor, IDictionary<string, JsonElement> arguments, CancellationToken ct)
    {
        var seconds = arguments.TryGetValue("waitSeconds", out var wait) ? wait.GetInt32() : 0;
        return await calls.FollowAsync(OutsideCalls.CallOf(arguments["proposalId"].GetString()!), visitor.Caller, call => call.IsSettled, TimeSpan.FromSeconds(seconds), ct) is { } call
            ? Answer(call) : Refused(new(RefusalCode.UnknownProposal, "There is no such proposal of a call of yours."));
    }

    /// <summary>What the tool answered, as it answered it; anything else as JSON that says how the call stands.</summary>
    private static CallToolResult Answer(ToolCallView call) => call.Status is ToolCallStatus.Executed or ToolCallStatus.Responded && call.Result is { } result
        ? new() { Content = [new TextContentBlock { Text = result.ValueKind is JsonValueKind.String ? result.GetString()! : result.GetRawText() }], StructuredContent = result.ValueKind is JsonValueKind.Object ? result : null }
        : Said(JsonSerializer.SerializeToElement(call, ViewJson.Options), call.Status is not (ToolCallStatus.Pending or ToolCallStatus.Running or ToolCallStatus.Observed));

    private static CallToolResult Refused(Refusal refusal) =>
        Said(JsonSerializer.SerializeToElement(new { status = "refused", code = JsonNamingPolicy.CamelCase.ConvertName(refusal.Code.ToString()), message = refusal.Message }), isError: true);

    private static CallToolResult Said(JsonElement said, bool isError) => new() { Content = [new TextContentBlock { Text = said.GetRawText() }], StructuredContent = said, IsError = isError };
}
