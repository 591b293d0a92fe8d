using ApprovalConsole.Orchestrator.Receipts;

namespace ApprovalConsole.Web.Api;

/// <summary>Where a tool server finds the key that receipts are signed with.</summary>
internal static class ReceiptsApi
{
    public const string Path = "/.well-known/approvalconsole-receipts";

    public static void MapReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, (ReceiptKey key) => Results.Text(key.KeySet, "application/jwk-set+json")).AllowAnonymous().ExcludeFromDescription();
}
