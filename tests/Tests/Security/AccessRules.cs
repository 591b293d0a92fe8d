namespace ApprovalConsole.Tests.Security;

/// <summary>Who may do what: one line for each door of the console. A door without a line fails the build, and so does a line without a door.</summary>
internal static class AccessRules
{
    /// <summary>Nobody needs to be signed in.</summary>
    public static readonly string[] Anyone = ["anyone"];

    /// <summary>Nobody by who they are: whoever holds a token that was made for it.</summary>
    public static readonly string[] ByToken = ["a token"];

    /// <summary>Every role; who is signed in without one is not let in.</summary>
    public static readonly string[] Everybody = ["Reviewer", "Support", "Admin", "Operator", "Auditor"];

    private static readonly string[] Admin = ["Admin"];
    private static readonly string[] Operator = ["Operator"];
    private static readonly string[] Reviewer = ["Reviewer"];
    private static readonly string[] SupportAdmin = ["Support", "Admin"];
    private static readonly string[] AdminAuditor = ["Admin", "Auditor"];
    private static readonly string[] SeesProposals = ["Reviewer", "Support", "Admin"];

    /// <summary>Addresses by method and route.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Routes = new Dictionary<string, string[]>
    {
        ["GET /api/runs"] = Everybody,
        ["POST /api/runs"] = Operator,
        ["POST /api/tool-calls"] = Operator,
        ["GET /api/tool-calls/{id}"] = Operator,
        ["POST /mcp"] = Operator,
        ["POST /mcp/{agent}"] = Operator,
        ["GET /api/runs/{id}"] = Everybody,
        ["GET /api/runs/{id}/flow"] = Everybody,
        ["GET /api/runs/{id}/events"] = Everybody,
        ["GET /api/runs/{id}/export"] = Everybody,
        ["POST /api/runs/{id}/messages"] = Operator,
        ["POST /api/runs/{id}/viewers"] = Operator,
        ["POST /api/runs/{id}/cancel"] = ["Support", "Admin", "Operator"],
        ["POST /api/runs/{id}/grant"] = SupportAdmin,
        ["POST /api/runs/{id}/undo"] = SupportAdmin,
        ["POST /api/runs/{id}/reveal"] = ["Reviewer", "Support", "Admin", "Auditor"],
        ["POST /api/calls/{callId}/outcome"] = ["Reviewer", "Admin"],
        ["POST /api/calls/{callId}/take-on"] = ["Reviewer", "Admin"],
        ["GET /api/proposals"] = SeesProposals,
        ["GET /api/proposals/{id}"] = SeesProposals,
        ["POST /api/proposals/{id}/decision"] = Reviewer,
        ["POST /api/proposals/{id}/recall"] = Reviewer,
        ["POST /api/proposals/{id}/comments"] = SeesProposals,
        ["POST /api/proposals/{id}/hand-over"] = Reviewer,
        ["POST /api/proposals/{id}/withdraw"] = ["Support", "Operator"],
        ["GET /api/tools"] = Everybody,
        ["GET /api/tools/{id}"] = Everybody,
        ["PUT /api/tools/{id}/policy"] = Admin,
        ["POST /api/tools/{id}/policy/preview"] = Admin,
        ["POST /api/tools/{id}/admit"] = Admin,
        ["GET /api/tools/{id}/policy/versions"] = Everybody,
        ["GET /api/tools/{id}/policy/sketch"] = Admin,
        ["GET /api/tools/{id}/policy/changes"] = Everybody,
        ["POST /api/tools/{id}/policy/changes/{changeId}/approve"] = Admin,
        ["POST /api/tools/{id}/policy/changes/{changeId}/reject"] = Admin,
        ["GET /api/agents"] = Everybody,
        ["GET /api/agents/{name}"] = Everybody,
        ["PUT /api/agents/{name}"] = Admin,
        ["POST /api/agents/{name}/preview"] = Admin,
        ["POST /api/agents/{name}/changes/{changeId}/approve"] = Admin,
        ["POST /api/agents/{name}/changes/{changeId}/reject"] = Admin,
        ["GET /api/models"] = Everybody,
        ["GET /api/models/{name}/price"] = Everybody,
        ["PUT /api/models/{name}/price"] = Admin,
        ["POST /api/models/{name}/price/preview"] = Admin,
        ["POST /api/models/{name}/price/changes/{changeId}/approve"] = Admin,
        ["POST /api/models/{name}/price/changes/{changeId}/reject"] = Admin,
        ["GET /api/pipelines"] = Everybody,
        ["GET /api/audit"] = AdminAuditor,
        ["GET /api/audit/verify"] = AdminAuditor,
        ["GET /api/audit/head"] = AdminAuditor,
        ["GET /api/audit/heads"] = AdminAuditor,
        ["GET /api/audit/consistency"] = AdminAuditor,
        ["GET /api/proposals/{id}/evidence"] = ["Reviewer", "Admin", "Auditor"],
        ["POST /api/runs/{id}/erase"] = Admin,
        ["GET /api/people/blocked"] = Admin,
        ["POST /api/people/block"] = Admin,
        ["POST /api/people/unblock"] = Admin,
        ["GET /api/budgets"] = Everybody,
        ["PUT /api/budgets/{scope}"] = Admin,
        ["POST /api/budgets/{scope}/changes/{changeId}/approve"] = Admin,
        ["POST /api/budgets/{scope}/changes/{changeId}/reject"] = Admin,
        ["GET /api/spend"] = Everybody,
        ["GET /api/destinations"] = Admin,
        ["GET /api/destinations/{name}/deliveries"] = Admin,
        ["POST /api/destinations/{name}/disable"] = Admin,
        ["POST /api/destinations/{name}/enable"] = Admin,
        ["POST /api/destinations/{name}/deliveries/{id}/resend"] = Admin,
        ["GET /api/stops"] = Everybody,
        ["POST /api/stops"] = SeesProposals,
        ["POST /api/stops/{id}/release"] = Admin,
        ["GET /api/gate"] = Everybody,
        ["ANY /hubs/runs"] = Everybody,
        ["ANY /hubs/runs/negotiate"] = Everybody,
        ["GET /openapi/{documentName}.json"] = Anyone,
        ["GET /viewer/progress"] = ByToken,
        ["GET /.well-known/approvalconsole-receipts"] = Anyone, // a public key
        ["ANY /health/live"] = Anyone,
        ["ANY /health/ready"] = Anyone,
        ["POST /sign-in"] = Anyone,
        ["POST /sign-out"] = Anyone,
        ["GET /step-up"] = Everybody,
    };

    /// <summary>What changes something and programs may ask for, too; all other orders are a person's. It starts a run within bounds, holds something back, or only reckons.</summary>
    public static readonly string[] ForPrograms =
        ["POST /api/runs", "POST /api/tool-calls", "POST /api/runs/{id}/messages", "POST /api/runs/{id}/viewers", "POST /api/runs/{id}/cancel", "POST /api/proposals/{id}/withdraw", "POST /api/stops", "POST /api/tools/{id}/policy/preview", "POST /api/agents/{name}/preview", "POST /api/models/{name}/price/preview"];

    /// <summary>Pages by route.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Pages = new Dictionary<string, string[]>
    {
        ["/"] = Everybody,
        ["/inbox/{Id?}"] = SeesProposals,
        ["/runs"] = Everybody,
        ["/runs/{Id}"] = Everybody,
        ["/runs/new"] = Operator,
        ["/pipelines"] = Everybody,
        ["/audit"] = AdminAuditor,
        ["/tools"] = Everybody,
        ["/tools/{Id}"] = Everybody,
        ["/agents"] = Everybody,
        ["/agents/{Name}"] = Everybody,
        ["/models/{Name}"] = Everybody,
        ["/people"] = Admin,
        ["/deliveries"] = Admin,
        ["/stops"] = Everybody,
        ["/budgets"] = Everybody,
        ["/budgets/{Name}"] = Everybody,
        ["/insights"] = ["Reviewer", "Support", "Admin", "Auditor"],
        ["/sign-in"] = Anyone,
        ["/access-denied"] = Anyone,
        ["/error"] = Anyone,
        ["/not-found"] = Anyone,
    };

    /// <summary>Pages and parts of pages that give orders, with the lists of roles they ask the doorkeeper for.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Handlers = new Dictionary<string, string[]>
    {
        ["ProposalDesk"] = ["Reviewer"],
        ["KeptAnswer"] = ["Reviewer"],
        ["RejectAll"] = ["Reviewer"],
        ["RecallStrip"] = ["Reviewer"],
        ["TalkDesk"] = ["Reviewer,Support,Admin", "Reviewer"],
        ["RevealPanel"] = ["Reviewer,Support,Admin,Auditor"],
        ["SettlePanel"] = ["Reviewer,Admin"],
        ["RunActions"] = ["Support,Admin,Operator", "Support,Admin"],
        ["UndoDesk"] = ["Support,Admin"],
        ["NewRunPage"] = ["Operator"],
        ["TalkPanel"] = ["Operator"],
        ["PolicyDesk"] = ["Admin"],
        ["ToolPage"] = ["Admin"],
        ["WaitingDesk"] = ["Admin"],
        ["BlockPanel"] = ["Admin"],
        ["KeyPanel"] = ["Admin"],
        ["BudgetDesk"] = ["Admin"],
        ["DestinationPanel"] = ["Admin"],
        ["SetupDesk"] = ["Admin"],
        ["StopsPage"] = ["Reviewer,Support,Admin", "Admin"],
    };

    /// <summary>Methods of hubs.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> HubMethods = new Dictionary<string, string[]>
    {
        ["RunsHub.WatchRun"] = Everybody,
        ["RunsHub.WatchInbox"] = SeesProposals,
    };
}
