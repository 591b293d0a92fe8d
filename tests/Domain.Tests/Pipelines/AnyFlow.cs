using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Tests.Pipelines;

/// <summary>A flow that the dice write: of every kind of node, within each other.</summary>
/// <param name="below">A number from 0 to below this one.</param>
internal sealed class AnyFlow(Func<int, int> below)
{
    private const int Deepest = 2;

    private static readonly string[] Tools = ["look", "look", "look", "note", "tag", "refund", "mail", "pay", "wire", "book", "wipe"];

    private int _ids;

    public static Pipeline Of(Func<int, int> below) => FlowBuilder.Define("", f => new AnyFlow(below).Write(f, 0), result: "done");

    private void Write(FlowBuilder flow, int depth)
    {
        for (var n = 1 + below(depth == 0 ? 4 : 2); n > 0; n--) WriteOne(flow, $"n{++_ids}", depth);
    }

    private void WriteOne(FlowBuilder flow, string id, int depth)
    {
        switch (below(depth < Deepest ? 12 : 6))
        {
            case < 3:
                flow.Call(id, Tools[below(Tools.Length)], Arguments(), below(2) == 0 ? null : b => WriteOne(b, $"n{++_ids}", Deepest));
                break;
            case 3:
                flow.Ask(id, "helper", "Which?", ["a", "b"], atLeast: 0.5);
                break;
            case 4:
                flow.AskPerson(id, $"Which of {below(3)}?", ["a", "b"], within: below(3) == 0 ? TimeSpan.FromSeconds(30) : null, otherwise: below(2) == 0 ? null : b => WriteOne(b, $"n{++_ids}", Deepest));
                break;
            case 5:
                if (below(4) == 0) flow.Value(id, "of {/principal/subject}");
                else flow.Wait(id, TimeSpan.FromSeconds(1 + below(90)));
                break;
            case 6 or 7:
                flow.Choose(id, w => w.When("one", When.Is("{/principal/subject}", below(2) == 0 ? "==" : "!=", "paula"), b => Write(b, depth + 1)).Else(b => Write(b, depth + 1)));
                break;
            case 8 or 9:
                flow.Parallel(id, [.. Enumerable.Range(0, 2 + below(2)).Select(i => ($"b{i}", (Action<FlowBuilder>)(b => Write(b, depth + 1))))]);
                break;
            case 10:
                flow.ForEach(id, "{/principal/attributes/list}", $"item{id}", 3, b => Write(b, depth + 1), atOnce: 1 + below(3));
                break;
            default:
                flow.Repeat(id, When.Is("{/principal/subject}", "==", below(2) == 0 ? "paula" : "somebody"), 2, b => Write(b, depth + 1));
                break;
        }
    }

    private object Arguments() => new { order = $"A{below(3)}", amount = below(4) == 0 ? 500 : 20, text = $"key{below(1000)}" };
}
