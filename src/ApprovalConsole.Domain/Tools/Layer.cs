namespace ApprovalConsole.Domain.Tools;

/// <summary>The three layers that every tool call passes, in this order.</summary>
public enum Layer
{
    Schema,
    Semantic,
    Authorization,
}
