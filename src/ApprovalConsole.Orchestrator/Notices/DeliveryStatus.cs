namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Where a notice to one destination stands.</summary>
public enum DeliveryStatus
{
    Waiting,
    Delivered,

    /// <summary>Nobody tries any more.</summary>
    Dead,
}
