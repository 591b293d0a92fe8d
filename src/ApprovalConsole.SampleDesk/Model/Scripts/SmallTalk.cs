using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>Neither a ticket nor an order: says what can be asked for.</summary>
internal sealed class SmallTalk(Conversation talk, Offer offer) : Script(talk, offer)
{
    public const string ForeignTools =
        "I am the scripted model: I only know the support desk, and none of its tools were offered to me. Set a real model in appsettings.json under \"Models\".";

    private const string WhatICanDo =
        "I am the scripted model of the support desk. I can work a ticket (\"Work ticket T-1001\"), look an order up (\"Where is #W902?\"), " +
        "refund one (\"Refund #W881 50\") and find the orders of an e-mail address.";

    protected override Reply Work() => Offer.MayAsk && Talk.Exchanges.Count == 0
        ? new Reply("", [Call.To(Offer.AskUser, ("question", "Which order is it? Its number begins with #W; and what shall I do about it?"))])
        : Reply.Answer(Summary());

    protected override string Summary() => WhatICanDo;
}
