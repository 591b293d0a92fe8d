namespace ApprovalConsole.Domain.Checks;

/// <summary>What one call takes of a quota, from its proposal on; given back unless it was, or may have been, carried out.</summary>
/// <param name="Scope">Hash of whose calls count together.</param>
/// <param name="AmountMicros">Millionths, rounded up.</param>
/// <param name="Count">Calls allowed within the window, this one included; null: any number.</param>
/// <param name="SumMaxMicros">Sum allowed within the window, in millionths; null: any.</param>
public sealed record QuotaHold(string Scope, TimeSpan Window, long AmountMicros, int? Count, long? SumMaxMicros)
{
    /// <param name="count">Other calls within the window.</param>
    /// <param name="sumMicros">What they take together.</param>
    public bool Allows(long count, long sumMicros) => (Count is not { } most || count < most) && (SumMaxMicros is not { } max || sumMicros + AmountMicros <= max);
}
