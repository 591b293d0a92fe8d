namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Where deliveries to one destination stand.</summary>
/// <param name="Where">Its address; null: the settings do not name it any more.</param>
/// <param name="DisabledAt">Since when it is told nothing; null: it is told.</param>
/// <param name="Why">Why it is disabled.</param>
/// <param name="Waiting">What is due and not delivered.</param>
/// <param name="Dead">What was given up.</param>
/// <param name="OldestWaiting">What the oldest of those that wait tells of happened then.</param>
/// <param name="LastAnswer">What was said to the last attempt.</param>
public sealed record DestinationView(
    string Name, string? Where, IReadOnlyList<string> Events, DateTimeOffset? DisabledAt, string? Why, int Waiting, int Delivered, int Dead, DateTimeOffset? OldestWaiting, string? LastAnswer);

/// <summary>One notice to one destination.</summary>
/// <param name="Id">The receiver's <c>webhook-id</c>.</param>
/// <param name="NextAt">When it is tried next; null: no more.</param>
/// <param name="Answer">What the receiver said last, or what kept it from being asked.</param>
public sealed record DeliveryView(string Id, string Type, string Subject, DateTimeOffset At, DeliveryStatus Status, int Attempts, DateTimeOffset? NextAt, string? Answer);
