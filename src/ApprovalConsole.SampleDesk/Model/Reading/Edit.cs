namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>What a reviewer changed before the call ran.</summary>
internal sealed record Edit(IReadOnlyList<Change> Changes, string? Reason);

internal sealed record Change(string Path, string Was, string Is);
