using ApprovalConsole.Web;

try
{
    if (VerifyCommand.Run(args) is { } checkedOnly) return checkedOnly;
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
    builder.AddApprovalConsole(args: args);
    var app = builder.Build();
    app.MapApprovalConsole();
    await app.RunConsoleAsync();
    return 0;
}
catch (Exception e) when (StartFault.Of(e) is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}
