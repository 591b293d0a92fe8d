using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Answers;

/// <summary>Traces the ids and amounts of an answer to where the run saw them.</summary>
public static class AnswerGrounds
{
    /// <summary>Tokens that are traced; the rest counts as not found.</summary>
    public const int MostTokens = 1_000;

    /// <returns>Each token of the text once, in order.</returns>
    public static ImmutableArray<GroundedToken> Of(string text, Evidence evidence)
    {
        var tokens = AnswerTokens.In(text).Select((token, n) => (Token: token, Value: n < MostTokens ? TracedValue.Of(JsonSerializer.SerializeToElement(token)) : null)).ToList();
        Grounds.Look([.. tokens.Select(t => t.Value).OfType<TracedValue>()], evidence);
        return [.. tokens.Select(t => new GroundedToken(t.Token, t.Value?.At(AnswerTool.TextPath).Found ?? Found.NotFound))];
    }
}

/// <summary>An id or amount of an answer.</summary>
/// <param name="Token">As it is compared: lower case.</param>
public sealed record GroundedToken(string Token, Found Found)
{
    /// <summary>Seen in evidence of ours: what a third party wrote, or the run said first, proves nothing.</summary>
    public bool IsGrounded => Found is Found.Principal or Found.Input or Found.Record;
}
