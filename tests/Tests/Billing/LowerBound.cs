using System.Text;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Tests.Billing;

/// <summary>What a task costs at least, at one model's prices, for any loop that has it play one right call a step: nobody errs, every byte is paid in
/// full once and from the cache after that, and a result is carried no further than to the last call that uses a value of it, which only a prophet knows.</summary>
internal static class LowerBound
{
    public static decimal Of(RetailFiles files, IEnumerable<RetailTask> tasks, string instructions, Price price) => tasks.Average(t => Of(files, t, instructions, price));

    private static decimal Of(RetailFiles files, RetailTask task, string instructions, Price price)
    {
        var shop = Shop.Open(files);
        var start = Bytes(instructions + task.Instruction) + files.Tools.Sum(t => Bytes(t.Name + t.Description + t.Parameters.GetRawText()));
        var (full, cached, output) = (start, 0L, 0L);
        var calls = new List<(long Bytes, int LastUse, long Result)>();
        for (var step = 0; step <= task.Actions.Count; step++)
        {
            // What the step before added was paid in full there; what is older is read again as far as somebody still needs it.
            if (step > 0) cached += start + calls.Take(step - 1).Sum(c => c.Bytes + (c.LastUse >= step ? c.Result : 0));
            if (step > 0) full += calls[step - 1].Bytes + calls[step - 1].Result;
            if (step == task.Actions.Count) break;
            var action = task.Actions[step];
            var (said, answer) = (Bytes(action.Tool + action.Arguments.GetRawText()), AnswerOf(shop, action));
            output += said;
            calls.Add((said, LastUse(task, step, answer), Bytes(answer)));
        }

        output += Bytes(Played.End.Text);
        return price.Of(Tokens(full + cached), Tokens(cached), Tokens(output));
    }

    private static int LastUse(RetailTask task, int step, string answer) => Enumerable.Range(step + 1, task.Actions.Count - step - 1)
        .LastOrDefault(later => TruePlayer.Values(task.Actions[later].Arguments).Any(v => answer.Contains(v, StringComparison.Ordinal)), -1);

    private static string AnswerOf(Shop shop, RetailAction action)
    {
        try
        {
            return shop.Call(action.Tool, action.Arguments);
        }
        catch (ShopRefusedException e)
        {
            return e.Message;
        }
    }

    private static long Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static long Tokens(long bytes) => (long)(bytes / Bill.BytesPerToken);
}
