using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>An order that says something nobody understands is not taken as one that does not say it: a misspelled <c>callId</c> would take back every call.</summary>
public sealed class UnknownMemberTests(SharedConsole shared)
{
    private static readonly (string Place, string Name)[] Here = [("/tools/{id}", "/tools/box.spare"), ("/agents/{name}", "/agents/poor"), ("/models/{name}", "/models/dead")];

    [Fact]
    public async Task No_order_is_taken_that_holds_a_member_of_no_meaning()
    {
        var console = await shared.ConsoleAsync();
        var orders = Orders((await console.Anyone.GetAsync("/openapi/v1.json")).Json).ToList();
        Assert.True(orders.Count > 20, $"{orders.Count} orders with a body");
        foreach (var (method, path) in orders)
        {
            var answer = await SendAsync(console, method, path);
            Assert.True(answer.Status is 400 or 422 && answer.Text.Contains("nothingOfThisName", StringComparison.Ordinal), $"{method} {path}: {answer.Status} {answer.Text}");
        }
    }

    private static async Task<Answer> SendAsync(ConsoleProcess console, HttpMethod method, string path)
    {
        Answer? answer = null;
        foreach (var person in new[] { console.Ada, console.Sam, console.Rita, console.As("shopper") })
        {
            answer = await person.SendAsync(method, path, """{"nothingOfThisName":1}""", ("If-Match", "\"0\""));
            if (answer.Status is not (401 or 403)) break;
        }

        return answer!;
    }

    private static IEnumerable<(HttpMethod, string)> Orders(JsonElement contract) =>
        from path in contract.GetProperty("paths").EnumerateObject()
        from order in path.Value.EnumerateObject()
        where order.Value.TryGetProperty("requestBody", out _)
        select (new HttpMethod(order.Name.ToUpperInvariant()), Here.Aggregate(path.Name, (name, known) => name.Replace(known.Place, known.Name, StringComparison.Ordinal)).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
}
