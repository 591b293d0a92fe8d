using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Outside;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web.Mcp;

/// <summary>What a request to the MCP server passes before that reads it: the doorkeeper, and a look at the text as it came, for the server's own reading drops what is there twice.</summary>
internal static class McpDoor
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const int InvalidParams = -32602;
    private const int ParseError = -32700;

    /// <summary>After authorization.</summary>
    public static void UseMcpDoor(this WebApplication app) => app.UseWhen(context => context.Request.Path.StartsWithSegments(McpGate.Path) && HttpMethods.IsPost(context.Request.Method), posts => posts.Use(async (context, next) =>
    {
        var entry = await context.RequestServices.GetRequiredService<Doorkeeper>().ForRequestAsync(context.User, Channel.Mcp, Roles.Operator, context.RequestAborted, $"POST {context.Request.Path}");
        if (entry.Actor is not { } by)
        {
            await Problems.Of(entry.Refusal!).ExecuteAsync(context);
            return;
        }

        if (await ReadAsync(context) is not { } message) // what was not looked through is not let in: the server behind this reads deeper
        {
            await RefuseAsync(context, default, ParseError, $"The body is no JSON, or lies deeper than {StrictJson.MaxDepth} levels.");
            return;
        }

        if (StrictJson.Inspect(message) is [var fault, ..])
        {
            await RefuseAsync(context, message, InvalidParams, $"{fault.Path}: {fault.Message}");
            return;
        }

        if (context.RequestServices.GetRequiredService<McpFaults>().In(message) is { } mistake)
        {
            context.RequestServices.GetRequiredService<ILogger<McpFaults>>().LogInformation("A request by MCP is not taken: its {Part} is wrong.", mistake.Part); // who sent it is told the rest
            await RefuseAsync(context, message, InvalidParams, mistake.Why);
            return;
        }

        context.Features.Set(new McpVisitor(new(by, PersonClaims.IsPerson(context.User)), SessionOf(context, message)));
        await next();
    }));

    /// <summary>The client's own name for its session, or a new one that it is told when it introduces itself. Nothing is kept of it.</summary>
    private static string? SessionOf(HttpContext context, JsonElement message)
    {
        var given = context.Request.Headers[SessionHeader].ToString();
        context.Request.Headers.Remove(SessionHeader); // the server behind this knows no sessions
        if (given.Length > 0) return given;
        if (message is { ValueKind: JsonValueKind.Object } call && call.TryGetProperty("method", out var method) && method.ValueKind is JsonValueKind.String && method.GetString() == "initialize")
            context.Response.Headers[SessionHeader] = Guid.CreateVersion7().ToString("N");
        return null;
    }

    /// <summary>Null where it is no JSON that can be looked through.</summary>
    private static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, new() { MaxDepth = StrictJson.MaxDepth }, context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }

    private static Task RefuseAsync(HttpContext context, JsonElement message, int code, string why)
    {
        var id = message.ValueKind is JsonValueKind.Object && message.EnumerateObject().FirstOrDefault(p => p.NameEquals("id")).Value is { ValueKind: JsonValueKind.String or JsonValueKind.Number } given ? (JsonElement?)given : null;
        return context.Response.WriteAsJsonAsync(new { jsonrpc = "2.0", id, error = new { code, message = why } });
    }
}

/// <summary>Whoever sent a request to the MCP server.</summary>
/// <param name="Session">The client's name for what belongs together; null where it has none.</param>
internal sealed record McpVisitor(OutsideCaller Caller, string? Session)
{
    public Actor Actor => Caller.Actor;
}
