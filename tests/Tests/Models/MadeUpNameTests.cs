using System.Text.RegularExpressions;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Models;

/// <summary>A model that makes up the name of a tool is corrected, at whatever endpoint: what goes back to it can be read there.</summary>
public sealed partial class MadeUpNameTests(SharedConsole shared)
{
    [Fact]
    public async Task A_name_that_no_endpoint_would_read_goes_back_as_one_that_it_does_always_in_the_same_bytes()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("made up", asked => asked.Messages.Any(m => m.TryGetProperty("tool_calls", out var calls) && calls.EnumerateArray().Any(c => !OfTheWire().IsMatch(c.GetProperty("function").Text("name"))))
            ? Reply.Status(400)
            : asked.Turn switch
            {
                0 => Reply.Calls(("box.look", """{"text":"a"}"""), ("look ", """{"text":"b"}""")),
                1 => Reply.Calls(("look", """{"text":"c"}""")),
                _ => Reply.Says("ok"),
            });
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");

        var asked = model.RequestsFor(input);
        Assert.Equal(3, asked.Count);
        Assert.Equal(["box_look", "look_"], asked[1].Messages.Single(m => m.TryGetProperty("tool_calls", out _)).GetProperty("tool_calls").EnumerateArray().Select(c => c.GetProperty("function").Text("name")));
        Assert.Equal(asked[1].Messages.Select(m => m.GetRawText()), asked[2].Messages.Take(asked[1].Messages.Count).Select(m => m.GetRawText()));
    }

    [Theory]
    [InlineData("look", "look")]
    [InlineData("a_B-9", "a_B-9")]
    [InlineData("", "_")]
    [InlineData("box.look", "box_look")]
    [InlineData("\u00e4 \n", "___")]
    public void A_name_of_the_wire_is_left_as_it_is_and_any_other_becomes_one(string name, string sent) => Assert.Equal(sent, WireName.Of(name));

    [Fact]
    public void A_name_is_cut_where_the_wire_ends_it() => Assert.Equal((new('a', 64), new('a', 64)), (WireName.Of(new('a', 64)), WireName.Of(new('a', 65))));

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex OfTheWire();
}
