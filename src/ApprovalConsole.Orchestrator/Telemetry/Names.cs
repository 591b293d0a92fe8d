namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>Names of spans, attributes and metrics: those of OpenTelemetry's conventions for generative AI, and our own under <c>approvalconsole.</c> Add, never rename.</summary>
internal static class Names
{
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string MaxTokens = "gen_ai.request.max_tokens";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string Agent = "gen_ai.agent.name";
    public const string Conversation = "gen_ai.conversation.id";
    public const string Tool = "gen_ai.tool.name";
    public const string ToolCall = "gen_ai.tool.call.id";
    public const string ToolType = "gen_ai.tool.type";
    public const string Error = "error.type";

    public const string Run = "approvalconsole.run.id";
    public const string Status = "approvalconsole.run.status";
    public const string Step = "approvalconsole.step";
    public const string Purpose = "approvalconsole.purpose";
    public const string Route = "approvalconsole.route";
    public const string Reversibility = "approvalconsole.reversibility";
    public const string Execution = "approvalconsole.execution.id";
    public const string Proposal = "approvalconsole.proposal.id";
    public const string Decision = "approvalconsole.decision";
    public const string Scope = "approvalconsole.budget.scope";
    public const string Window = "approvalconsole.budget.window";
}
