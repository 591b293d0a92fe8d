using ApprovalConsole.SampleDesk.Model.Deeds;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>What to do about a ticket, once it has been read.</summary>
internal abstract record Plan
{
    private Plan() { }

    public sealed record Do(Deed Deed) : Plan;

    /// <summary>Nothing for the world: write down why and set the status.</summary>
    public sealed record WriteDown(string Sentence, string Status) : Plan;

    public sealed record OnlyAnswer(string Sentence) : Plan;

    /// <summary>Look at the order again and again: a model that gets nowhere.</summary>
    public sealed record KeepLooking(string OrderId, string Sentence) : Plan;
}
