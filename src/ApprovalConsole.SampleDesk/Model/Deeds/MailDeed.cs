using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

internal sealed record MailDeed(string To, string Subject, string Body) : Deed(DeskTool.SendEmail)
{
    public override string What => $"write to {To}: \"{Subject}\"";

    public override Call First => Of(Body);

    public override Call Revised(Exchange last, string wish) => Of($"{last.Arguments.Text("body") ?? Body}\n\n{Cut(wish, 1000)}");

    public override string Happened(ToolAnswer.Done done) => done.Result.Text("to") is { } to
        ? $"An e-mail \"{done.Result.Text("subject") ?? Subject}\" was sent to {to}."
        : "An e-mail was sent, but its receipt could not be read.";

    private Call Of(string body) => Call.To(Tool, ("to", To), ("subject", Subject), ("body", body));
}
