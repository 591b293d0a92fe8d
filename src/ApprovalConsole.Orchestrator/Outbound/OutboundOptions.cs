namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>Where the console may connect to besides the public internet.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>Each <c>host:port</c>, <c>host:*</c>, or a range as in <c>10.0.0.0/8</c>. Default: none, so that private addresses are refused.</summary>
    /// <remarks>A host that is named may lie at a private address. Link-local addresses, where machines keep their credentials, need a range.
    /// What a settings file names by its address, or as localhost, needs no entry: that very host and port may be reached.</remarks>
    public IList<string> Allow { get; init; } = [];
}
