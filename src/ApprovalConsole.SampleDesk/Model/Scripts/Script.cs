using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>Decides the next reply from the conversation alone.</summary>
internal abstract class Script(Conversation talk, Offer offer)
{
    /// <summary>An answer comes at the latest as this reply.</summary>
    public const int Replies = 8;

    protected Conversation Talk { get; } = talk;
    protected Offer Offer { get; } = offer;

    public Reply Next() => Work() switch
    {
        { Calls.Count: > 0 } when Talk.Replies >= Replies - 1 => Reply.Answer(Summary() + " I stopped here: this took more replies than it should."),
        var reply => reply,
    };

    protected abstract Reply Work();

    /// <summary>What can be said truthfully at any point.</summary>
    protected abstract string Summary();

    public static Script For(Conversation talk, Offer offer) =>
        Words.TicketIn(talk.Task) is { } ticket ? new TicketScript(talk, offer, ticket)
        : Words.OrderIn(talk.Task) is { } order ? new OrderScript(talk, offer, order)
        : Words.AddressIn(talk.Task) is { } address ? new SearchScript(talk, offer, address)
        : new SmallTalk(talk, offer);
}
