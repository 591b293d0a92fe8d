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
    [InlineData("agents/clerk", """{"instructions":null}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","tools":null}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","tools":[null]}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","tools":[" "]}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","delegatesTo":[null]}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","routes":{"act":null}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","routes":{"act":[null]}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","routes":{"act":"strong","ACT":"strong"}}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"\ud800"}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","limits":null}""", 422)]
    [InlineData("agents/clerk", """{"instructions":"x","limits":{"iterations":1.5}}""", 422)]
    [InlineData("agents/shopper", """{"tools":[null]}""", 422)]
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

    [Theory]
    [InlineData("agents/clerk", """{"instructions":"x","limits":{"iterations":true}}""", "limits.iterations must be a whole number.")]
    [InlineData("agents/clerk", """{"instructions":null}""", "instructions must not be null.")]
    [InlineData("agents/clerk", """{"tools":[]}""", "The body must hold instructions.")]
    [InlineData("agents/clerk", """{"instructions":"x","tools":["box.look",null]}""", "tools holds a name that is empty.")]
    [InlineData("models/strong/price", """{"input":"cheap"}""", "input must be a number.")]
    public async Task What_is_wrong_is_said_in_words_for_people(string at, string body, string says)
    {
        var console = await shared.ConsoleAsync();
        Assert.Equal(says, (await console.Ada.PutAsync($"/api/{at}", body, ("If-Match", "\"0\""))).Must(422).GetProperty("title").GetString());
    }
}
