namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>A call as the model asks for it.</summary>
internal sealed record Ask(string Tool, string Arguments)
{
    public static Ask Look(string order = "A1") => new("look", Of(order));
    public static Ask Note(string order = "A1") => new("note", Of(order));
    public static Ask Tag(string order = "A1") => new("tag", Of(order));
    public static Ask Refund(string order = "A1", int amount = 20) => new("refund", $$"""{"order":"{{order}}","amount":{{amount}}}""");
    public static Ask Mail(string order = "A1") => new("mail", Of(order));
    public static Ask Pay(string order = "A1") => new("pay", Keyed(order));
    public static Ask Sync(string order = "A1") => new("sync", Keyed(order));
    public static Ask Book(string order = "A1") => new("book", Of(order));
    public static Ask Wire(string order = "A1") => new("wire", Of(order));
    public static Ask Wipe(string order = "A1") => new("wipe", Of(order));

    public static Ask Done() => new("done", "{}");

    public static Ask User(string question = "Which order?") => new("ask_user", $$"""{"question":"{{question}}"}""");

    public static Ask Delegate(string task = "Look it up.", string agent = "helper") => new("delegate", $$"""{"agent":"{{agent}}","task":"{{task}}"}""");

    private static string Keyed(string order) => $$"""{"order":"{{order}}","text":"key-{{order}}"}""";

    private static string Of(string order) => $$"""{"order":"{{order}}"}""";
}
