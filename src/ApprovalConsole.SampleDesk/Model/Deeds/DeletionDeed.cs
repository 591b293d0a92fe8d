using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

internal sealed record DeletionDeed(string CustomerId, string Reason) : Deed(DeskTool.DeleteAccount)
{
    public override string What => $"delete the account of customer {CustomerId}";

    public override Call First => Of(Reason);

    public override Call Revised(Exchange last, string wish) => Of(Cut($"{Reason} {wish}", 500));

    public override string Happened(ToolAnswer.Done done) => done.Result.Text("customer_id") is { } id
        ? $"The account of customer {id} was deleted."
        : "An account was deleted, but the receipt could not be read.";

    private Call Of(string reason) => Call.To(Tool, ("customer_id", CustomerId), ("reason", reason));
}
