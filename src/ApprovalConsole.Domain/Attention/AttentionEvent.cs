using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Attention;

/// <summary>What people answered to proposals that were made up to see if they are read. No call and no run is behind one. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Answered), "attention.answered.v1")]
public abstract record AttentionEvent
{
    private AttentionEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="ProposalId">The one that was made up.</param>
    /// <param name="Likeness">The proposal that was let go and that it was made from.</param>
    /// <param name="Path">Where the wrong value stood: a JSON pointer into the arguments. The values themselves are nowhere.</param>
    /// <param name="Answer">As it would have been recorded of a real one: <c>approve</c>, <c>edit</c>, <c>reject</c>, <c>revise</c>, <c>respond</c>; or <c>tellColleagues</c>.</param>
    /// <param name="Caught">The wrong value would not have gone.</param>
    public sealed record Answered(string ProposalId, string Likeness, string Tool, FaultKind Kind, string Path, string Answer, bool Caught, Actor By, DateTimeOffset At) : AttentionEvent
    {
        /// <summary>How long a page of ours had painted it; null: nobody knows.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public TimeSpan? SeenFor { get; init; }
    }
}
