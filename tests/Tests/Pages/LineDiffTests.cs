using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Tests.Pages;

public sealed class LineDiffTests
{
    [Fact]
    public void What_is_the_same_has_no_difference() => Assert.Empty(LineDiff.Between("a\nb", "a\nb"));

    [Fact]
    public void A_changed_line_is_gone_and_new_with_two_lines_around_it() => Assert.Equal(
        ["Skipped 2 lines as before", "Same c", "Same d", "Gone e", "New E", "Same f", "Same g", "Skipped 1 line as before"],
        Said("a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nd\nE\nf\ng\nh"));

    [Fact]
    public void A_comma_that_something_follows_now_is_no_change() => Assert.Equal(["Same {", "Same   1,", "New   2", "Same }"], Said("{\n  1\n}", "{\n  1,\n  2\n}"));

    [Fact]
    public void What_stands_twice_is_not_lost() => Assert.Equal(["Same a", "Same a", "New a", "Same b"], Said("a\na\nb", "a\na\na\nb"));

    [Fact]
    public void Texts_too_long_to_compare_are_shown_as_replaced()
    {
        var (was, now) = (string.Join('\n', Enumerable.Range(0, 3000)), string.Join('\n', Enumerable.Range(5000, 3000)));
        Assert.Equal((3000, 3000), (LineDiff.Between(was, now).Count(l => l.Change is LineChange.Gone), LineDiff.Between(was, now).Count(l => l.Change is LineChange.New)));
    }

    [Fact]
    public void Members_in_another_order_do_not_differ_once_sorted() =>
        Assert.Equal(SpreadJson.Sorted(Proposals.Json("""{"b":{"y":1,"x":[{"d":1,"c":2}]},"a":1}""")), SpreadJson.Sorted(Proposals.Json("""{"a":1,"b":{"x":[{"c":2,"d":1}],"y":1}}""")));

    private static IEnumerable<string> Said(string was, string now) => LineDiff.Between(was, now).Select(l => $"{l.Change} {l.Text}");
}
