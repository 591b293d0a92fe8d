using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Setups;

/// <summary>What nobody can lay down.</summary>
public sealed class SetupFaultTests(SharedConsole shared)
{
    [Theory]
    [InlineData("agents/clerk", """{"instructions":"x","tols":[]}""", 422)]
    [InlineData("agents/clerk", """{"tools":[]}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","routes":{"act":"gone"}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","routes":{"dream":"strong"}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","delegatesTo":["nobody"]}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","limits":{"iterations":0}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","limits":{"iterations":1000000}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","limits":{"wallClockSeconds":1e300}}""", 422)]
    [InlineData("agents/clerk", "null", 422)]
    [InlineData("agents/clerk", "{", 400)]
    [InlineData("agents/shopper", """{"mode":"Sometimes"}""", 422)]
    [InlineData("agents/shopper", """{"sessionEndsAfter":"-01:00:00"}""", 422)]
    [InlineData("models/strong/price", """{"input":-1}""", 422)]
    [InlineData("models/strong/price", """{"input":1,"cachedInput":2,"output":1}""", 422)]
    [InlineData("models/strong/price", """{"input":2000000,"output":1}""", 422)]
    [InlineData("agents/nobody", """{"instructions":"x"}""", 404)]
    [InlineData("models/none/price", """{"input":1}""", 404)]
    public async Task What_cannot_be_kept_is_refused_and_nothing_changes(string at, string body, int status)
    {
        var console = await shared.ConsoleAsync();
        Assert.Equal(status, (await console.Ada.PutAsync($"/api/{at}", body, ("If-Match", "\"0\""))).Status);
        Assert.Equal(status, (await console.Ada.PostAsync($"/api/{at}/preview", body)).Status);
        if (status != 404) Assert.Equal(0, (await console.Rita.GetAsync($"/api/{at}")).Must(200).GetProperty("version").GetInt32());
    }
}
