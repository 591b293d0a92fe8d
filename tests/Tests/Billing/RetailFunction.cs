using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Tests.Retail;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Tests.Billing;

/// <summary>A published tool of the shop as a function of this process.</summary>
internal sealed class RetailFunction(RetailTool tool, Func<Shop> shop) : AIFunction
{
    public override string Name => tool.Name;

    public override string Description => tool.Description;

    public override JsonElement JsonSchema => tool.Parameters;

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            var answer = shop().Call(tool.Name, JsonSerializer.SerializeToElement(arguments.ToDictionary()));
            return ValueTask.FromResult((object?)JsonOrText(answer));
        }
        catch (ShopRefusedException e)
        {
            throw new ToolRefusedException(e.Message);
        }
    }

    private static JsonElement JsonOrText(string answer) =>
        answer.StartsWith('{') || answer.StartsWith('[') ? JsonElement.Parse(answer) : JsonSerializer.SerializeToElement(answer);
}
