using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Pages;

/// <summary>A run that is written down on a page: what is wrong with it is said in the console's own words.</summary>
public sealed class RunDraftTests
{
    [Theory]
    [InlineData("""{ "team": """, "line 1")]
    [InlineData("""{ "team": 1, "team": 2 }""", "team")]
    public void Attributes_that_cannot_be_read_say_where(string attributes, string where)
    {
        var draft = new RunDraft { Agent = "clerk", Input = "hello", Subject = "kim", Attributes = attributes };

        Assert.Null(draft.ToRequest(out var fault));
        Assert.Contains(where, fault!, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", fault!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_attributes_there_are_none()
    {
        Assert.Null(new RunDraft { Agent = "clerk", Input = "hello", Subject = "kim", Attributes = " " }.ToRequest(out var fault)!.OnBehalfOf!.Attributes);
        Assert.Null(fault);
    }
}
