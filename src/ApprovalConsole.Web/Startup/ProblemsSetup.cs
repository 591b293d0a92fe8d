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
    public static void UseProblems(this WebApplication app)
    {
        app.UseWhen(context => AuthenticationSetup.IsForPrograms(context.Request.Path), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = WriteAsync,
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            });
            programs.UseStatusCodePages();
        });
        app.UseWhen(context => !AuthenticationSetup.IsForPrograms(context.Request.Path), pages =>
        {
            if (!app.Environment.IsDevelopment()) pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static Task WriteAsync(HttpContext context)
    {
        var details = Of(context.Features.Get<IExceptionHandlerFeature>()?.Error);
        context.Response.StatusCode = details.Status!.Value;
        return context.Response.WriteAsJsonAsync(details, options: null, contentType: "application/problem+json");
    }

    private static ProblemDetails Of(Exception? error) => error switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Problems.Details(400, "malformedJson", $"The body cannot be read: {json.Message}"),
        BadHttpRequestException bad => Problems.Details(bad.StatusCode, Problems.CodeOf(bad.StatusCode), bad.Message),
        JournalUnavailableException => Problems.Details(503, "unavailable", "The journal cannot be written; nothing was done."),
        _ => Problems.Details(500, "error", "Something went wrong here; nothing more is known than what the log says."),
    };
}
