using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Two ways of talking with whom an agent works for.</summary>
internal static class TalkBounds
{
    public static IEnumerable<string> Wider(ConversationSettings now, ConversationSettings was)
    {
        if (now.AsksUser && !was.AsksUser) yield return "its questions reach whom it works for unseen";
        if (now.StaysOpen && !was.StaysOpen) yield return "it stays open after its answer";
        if (now.Messages > was.Messages) yield return $"it takes {now.Messages} further messages instead of {was.Messages}";
        if (IsWider(now.PerMessage, was.PerMessage)) yield return "it may use more for one message";
    }

    public static ConversationSettings Narrowest(ConversationSettings one, ConversationSettings other) => other with
    {
        AsksUser = one.AsksUser && other.AsksUser, StaysOpen = one.StaysOpen && other.StaysOpen, Messages = Math.Min(one.Messages, other.Messages), PerMessage = Least(one.PerMessage, other.PerMessage),
    };

    private static bool IsWider(MessageCaps? now, MessageCaps? was) => was is not null
        && (Exceeds(now?.Iterations, was.Iterations) || Exceeds(now?.Tokens, was.Tokens) || Exceeds(now?.CostUsd, was.CostUsd) || Exceeds(now?.WallClockSeconds, was.WallClockSeconds));

    private static MessageCaps? Least(MessageCaps? one, MessageCaps? other) => one is null || other is null ? one ?? other : new()
    {
        Iterations = Least(one.Iterations, other.Iterations), Tokens = Least(one.Tokens, other.Tokens), CostUsd = Least(one.CostUsd, other.CostUsd), WallClockSeconds = Least(one.WallClockSeconds, other.WallClockSeconds),
    };

    // None is as much as is left.
    private static bool Exceeds<T>(T? now, T? was) where T : struct, IComparable<T> => was is { } cap && (now is not { } value || value.CompareTo(cap) > 0);

    private static T? Least<T>(T? one, T? other) where T : struct, IComparable<T> => one is { } a && other is { } b ? (a.CompareTo(b) <= 0 ? a : b) : one ?? other;
}
