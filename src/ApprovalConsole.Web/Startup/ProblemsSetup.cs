using System.Data.Common;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web;

/// <summary>What goes wrong reaches programs as problem+json that says what it was, and people as a page.</summary>
internal static class ProblemsSetup
{
    private const string TryAgainAfter = "2"; // seconds: as often as the console itself tries

    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(context => AuthenticationSetup.IsForPrograms(context.Request.Path), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = context => WriteAsync(context, Of(context.Features.Get<IExceptionHandlerFeature>()?.Error)),
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            });
            programs.UseStatusCodePages(context => WriteAsync(context.HttpContext, OfStatus(context.HttpContext)));
        });
        app.UseWhen(context => !AuthenticationSetup.IsForPrograms(context.Request.Path), pages =>
        {
            if (!app.Environment.IsDevelopment()) pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = e => ProviderUnreachable.Is(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            });
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    // Whatever the caller accepts: a program that watches for events still has to hear why there are none.
    private static Task WriteAsync(HttpContext context, ProblemDetails details)
    {
        context.Response.StatusCode = details.Status!.Value;
        if (details.Extensions.ContainsKey("reason")) context.Response.Headers.RetryAfter = TryAgainAfter;
        return context.Response.WriteAsJsonAsync(details, options: null, contentType: "application/problem+json");
    }

    private static ProblemDetails OfStatus(HttpContext context) =>
        (context.Response.StatusCode is StatusCodes.Status400BadRequest ? UnreadableQuery.Find(context) : null) ?? Problems.OfStatus(context.Response.StatusCode);

    private static ProblemDetails Of(Exception? error) => error switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Problems.Details(400, "malformedJson", $"The body cannot be read: {InWords(json)}"),
        BadHttpRequestException { StatusCode: not 400 } bad => Problems.OfStatus(bad.StatusCode),
        BadHttpRequestException => Problems.Details(400, "malformedJson", "The body is missing: it must be a JSON object."),
        InvalidDataException or JournalDamagedException => Problems.Details(503, "journalDamaged", "What the journal holds of this is not what was written; nothing is done with it."),
        JournalUnavailableException { Why: var why } => Unwritten(why),
        _ when IsOfTheDatabase(error) => Unread,
        _ => Problems.Details(500, "error", "Something went wrong here; nothing more is known than what the log says."),
    };

    private static ProblemDetails Unread
    {
        get
        {
            var details = Problems.Details(503, "unavailable", "The database cannot be read now; nothing was done.");
            details.Extensions["reason"] = "unreadable";
            return details;
        }
    }

    // What goes wrong on the way to a server comes wrapped.
    private static bool IsOfTheDatabase(Exception? error) => error is not null && (error is DbException || IsOfTheDatabase(error.InnerException));

    private static ProblemDetails Unwritten(JournalTrouble why)
    {
        var details = Problems.Details(503, "unavailable", $"The journal cannot be written{why switch
        {
            JournalTrouble.DiskFull => ": there is no room on its disk",
            JournalTrouble.Locked => ": another process has its database locked",
            JournalTrouble.Busy => ": more waits than its disk is good for",
            JournalTrouble.Away => ": its database server does not answer",
            _ => "",
        }}; nothing was done. Send it again, with the same decisionId or Idempotency-Key.");
        details.Extensions["reason"] = JsonNamingPolicy.CamelCase.ConvertName(why.ToString());
        return details;
    }

    // The serializer's words name our types, which say nothing to a caller; where it is and what it is not is enough.
    private static string InWords(JsonException json) => json.Message.Split(" Path: ")[0] switch
    {
        var words when words.Contains("Duplicate property", StringComparison.Ordinal) => $"{Place(json)} is there twice.",
        var words when words.Contains("could not be mapped", StringComparison.Ordinal) => $"{Place(json)} is no member that is known here.",
        var words when words.Contains("ApprovalConsole", StringComparison.Ordinal) || words.Contains("System.", StringComparison.Ordinal) => $"{Place(json)} is not what it must be.",
        var words => $"{words} (line {json.LineNumber + 1})",
    };

    private static string Place(JsonException json) => json.Path is { Length: > 2 } path ? path[2..] : "the body";
}
