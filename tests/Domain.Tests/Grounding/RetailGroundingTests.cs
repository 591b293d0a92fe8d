using System.Globalization;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tests.Json;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>How many true ids are found in 114 real tasks, and how many false ones.</summary>
public sealed class RetailGroundingTests(ITestOutputHelper output)
{
    private static readonly Found[] Evident = [Found.Principal, Found.Input, Found.Record];

    /// <summary>The tasks' own reads are fewer than an agent needs: an order that is first named in a call is honestly an echo.</summary>
    [Fact]
    public void With_only_the_reads_of_the_tasks_most_ids_of_writes_are_evident()
    {
        var writes = Writes(Shop(), (_, run) => run).ToList();
        var found = writes.SelectMany(w => w.Run.Ids(w.Tool, w.Arguments)).ToList();
        Print("as the tasks have it", found);
        Assert.True(Share(found) >= 0.55, $"{Share(found):P1}");
        Assert.All(writes, w => Assert.All(w.Run.Ids(w.Tool, w.Arguments).Where(g => g.Found is Found.NotFound), g => Assert.False(w.Run.WasShown(At(w.Arguments, g.Path)), g.Path)));
    }

    [Fact]
    public void After_careful_reading_every_true_id_is_evident()
    {
        var found = Writes(Shop(), (_, run) => run.ReadsCarefully()).SelectMany(w => w.Run.Ids(w.Tool, w.Arguments)).ToList();
        Print("after careful reading", found);
        Assert.All(found, g => Assert.Contains(g.Found, Evident));
    }

    [Fact]
    public void No_invented_id_is_evident()
    {
        var dice = new Random(29);
        var found = Writes(Shop(), (_, run) => run.ReadsCarefully()).SelectMany(w => w.Run.Ids(w.Tool, Invented(w.Arguments, dice))).ToList();
        Print("invented", found);
        Assert.All(found, g => Assert.Equal(Found.NotFound, g.Found));
    }

    [Fact]
    public void No_id_that_was_guessed_and_then_looked_up_is_evident()
    {
        var dice = new Random(31);
        var found = new List<GroundedValue>();
        foreach (var (tool, arguments, run) in Writes(Shop(), (_, run) => run.ReadsCarefully()))
        {
            var guess = Invented(arguments, dice);
            var text = JsonSerializer.Serialize(new { query = string.Join(" ", JsonOf.Text(guess).EnumerateObject().Select(m => m.Value.ToString())) });
            found.AddRange(run.Calls("search", text, answer: $$"""{"orders":[{{guess}}]}""").Calls("search", """{"query":"all"}""", answer: $$"""{"orders":[{{guess}}]}""").Ids(tool, guess));
        }

        Print("guessed, then looked up", found);
        Assert.All(found, g => Assert.Equal(Found.Echo, g.Found));
    }

    [Fact]
    public void No_order_of_somebody_else_becomes_evident_by_looking_it_up()
    {
        var shop = Shop();
        var theirs = shop.Tasks.Select(t => t.GetProperty("user_id").GetString()!).Distinct().ToList();
        var found = shop.Tasks.SelectMany((task, n) =>
        {
            var run = new RetailRun(shop, task).ReadsCarefully();
            var other = theirs.First(user => user != task.GetProperty("user_id").GetString());
            var order = shop.CarefulReads(other).First(read => read.Tool == "get_order_details").Arguments;
            return run.Calls("get_order_details", order).Ids("cancel_pending_order", order);
        }).ToList();
        Print("somebody else's", found);
        Assert.DoesNotContain(found, g => Evident.Contains(g.Found));
    }

    /// <summary>Each write of each task, with the run as it stood before.</summary>
    private static IEnumerable<(string Tool, string Arguments, RetailRun Run)> Writes(RetailShop shop, Func<JsonElement, RetailRun, RetailRun> begin)
    {
        foreach (var task in shop.Tasks)
        {
            for (var n = 0; n < task.GetProperty("actions").GetArrayLength(); n++)
            {
                var action = task.GetProperty("actions")[n];
                if (action.GetProperty("effect").GetString() != "write") continue;
                var run = begin(task, new RetailRun(shop, task));
                foreach (var earlier in task.GetProperty("actions").EnumerateArray().Take(n))
                    run.Calls(Name(earlier), Arguments(earlier), earlier.TryGetProperty("expected_error", out _));
                yield return (Name(action), Arguments(action), run);
            }
        }
    }

    /// <summary>The same arguments with other letters and digits in every id.</summary>
    private static string Invented(string arguments, Random dice) => JsonSerializer.Serialize(JsonOf.Text(arguments).EnumerateObject().ToDictionary(
        m => m.Name,
        m => !RetailRun.IsId(m.Name) ? m.Value : m.Value.ValueKind is JsonValueKind.Array
            ? (object)m.Value.EnumerateArray().Select(id => Invent(id.GetString()!, dice)).ToList()
            : Invent(m.Value.GetString()!, dice)));

    private static string Invent(string id, Random dice)
    {
        var other = new StringBuilder(id);
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsAsciiDigit(id[i])) other[i] = (char)('1' + dice.Next(9));
        }
        return other.ToString();
    }

    private static string At(string arguments, string path) =>
        JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(JsonOf.Text(arguments), out var value) ? value.GetString()! : "";

    private static string Name(JsonElement action) => action.GetProperty("name").GetString()!;

    private static string Arguments(JsonElement action) => action.GetProperty("arguments").GetRawText();

    private static double Share(List<GroundedValue> found) => (double)found.Count(g => Evident.Contains(g.Found)) / found.Count;

    private void Print(string what, List<GroundedValue> found)
    {
        Assert.NotEmpty(found);
        foreach (var byArgument in found.GroupBy(g => g.Path.Split('/')[1]).OrderBy(g => g.Key).Prepend<IEnumerable<GroundedValue>>(found))
        {
            var rows = byArgument.ToList();
            var name = byArgument is IGrouping<string, GroundedValue> { Key: var key } ? key : "all";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-24} {name,-18} {rows.Count,4} ids: {string.Join(", ", rows.GroupBy(g => g.Found).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()} ({100.0 * g.Count() / rows.Count:0.0}%)"))}"));
        }
    }

    private static RetailShop Shop()
    {
        var shop = RetailShop.Find();
        if (shop is null)
            Assert.Skip($"THE RETAIL TASKS DID NOT RUN: they were not found. To run them, {RetailShop.HowToFind}.");
        return shop;
    }
}
