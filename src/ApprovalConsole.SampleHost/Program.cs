using ApprovalConsole.Web;
using ApprovalConsole.SampleHost;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddKeyedSingleton<IChatClient>("clerk", new ClerkModel());
builder.AddApprovalConsole(console => console
    .AddTools("shop", [AIFunctionFactory.Create(Shop.GetOrder, "get_order"), AIFunctionFactory.Create(Shop.Refund, "refund")])
    .AddCheck("shop.refund", "orderExists", Shop.OrderExistsAsync)
    .AddKeyedModel("clerk"));

var app = builder.Build();
app.MapApprovalConsole();
app.MapGet("/about", () => "A shop with a console in it.").AllowAnonymous();
app.Run();
