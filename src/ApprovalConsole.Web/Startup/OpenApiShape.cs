using Microsoft.AspNetCore.OpenApi;

namespace ApprovalConsole.Web;

/// <summary>The OpenAPI document says the same wherever it is made.</summary>
internal static class OpenApiShape
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new() { Title = "ApprovalConsole", Version = "v1" };
        document.Servers = [];
        return Task.CompletedTask;
    });
}
