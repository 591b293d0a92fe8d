using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Models that answer well, badly, twice the same, too much, or not at all. What they took is billed whether or not anybody hears of it.</summary>
internal sealed class Models(FaultyWorld world)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly string[] Writes = ["refund", "refund", "refund", "mail", "mail", "pay", "wire", "note", "tag", "sync", "book", "book", "wipe"];

    /// <summary>The order that writes the asking down, as the console's performer gives it.</summary>
    public RunCommand.BeginModelCall Order(Run run, Effect.AskModel ask, Owner node, DateTimeOffset now)
    {
        var choice = Routing.Choose(run, ["cheap", "strong"], now);
        var terms = new ContextTerms(choice.Route, 500, world.ModelWindow, Story.Price);
        return new(ask.Step, ask.Attempt, choice.Route, "m", Story.Price, 300 + 200 * run.Steps.Length, 1_200, node, now + Left(run), now)
        {
            MessagesTold = run.Messages.Length, WhyRoute = choice.Why, FallOver = choice.FallOver, Trim = ContextTrimming.Of(run, terms),
        };
    }

    public void Ask(ConsoleProcess process, Run run, RunEvent.ModelIntended asked)
    {
        world.Ceilings.ModelReached(run, asked);
        if (world.Chance.Strikes(Fault.ModelHangs, 25))
        {
            Bill(run, asked, new(asked.InputTokensReserved, 0, world.Chance.Below((int)asked.OutputTokensMax)));
            var isTimeUp = Left(run) < Silence;
            Later(isTimeUp ? Left(run) : Silence, () => Fail(process, run, asked, isTimeUp ? "modelTimeout" : RunDecider.Silent, mayRetry: !isTimeUp, wasSent: true));
            return;
        }

        var takes = world.Chance.Seconds(0.1, 4);
        var isLate = takes > Left(run);
        if (isLate) takes = Left(run);
        var wasSent = world.Chance.OneIn(2);
        var fails = world.Chance.Strikes(Fault.ModelFails, 12);
        if ((fails && wasSent) || isLate) Bill(run, asked, new(asked.InputTokensReserved, 0, 10));
        if (fails) Later(takes, () => Fail(process, run, asked, "modelError", mayRetry: !world.Chance.OneIn(6), wasSent || isLate));
        else if (isLate) Later(takes, () => Fail(process, run, asked, "modelTimeout", mayRetry: false, wasSent: true));
        else Later(takes, () => Reply(process, run, asked));
    }

    private static TimeSpan Left(Run run) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, run.TimeLeft.TotalMilliseconds)));

    private void Later(TimeSpan delay, Action happens) => world.Time.After(delay, happens);

    private void Bill(Run run, RunEvent.ModelIntended asked, TokenCount taken) => world.Ceilings.Billed(run, asked, taken);

    private static void Fail(ConsoleProcess process, Run run, RunEvent.ModelIntended asked, string code, bool mayRetry, bool wasSent)
    {
        process.Report(run.Id, (activeMs, now) => new RunCommand.RecordModelFailure(asked.Step, asked.Attempt, code, "It broke off.", mayRetry, wasSent, TimeSpan.FromSeconds(1), activeMs, now));
    }

    private void Reply(ConsoleProcess process, Run run, RunEvent.ModelIntended asked)
    {
        var (text, calls) = world.Chance.Strikes(Fault.ModelSaysNothing, 30) ? ("", []) : WordsOf(run);
        var output = Math.Min(asked.OutputTokensMax, 20 + 60 * calls.Count);
        var taken = new TokenCount(asked.InputTokensReserved - world.Chance.Below(20), 0, world.Chance.Strikes(Fault.ModelOverspends, 40) ? asked.OutputTokensMax + 700 : output);
        Bill(run, asked, taken);
        TokenCount? reported = world.Chance.Strikes(Fault.UsageNotReported, 20) ? null : taken;
        world.Chronicle.Tell(() => $"{run.Id} model says {(calls.Count == 0 ? $"\"{text}\"" : string.Join(", ", calls.Select(c => c.Name + c.Arguments)))}");
        process.Report(run.Id, (activeMs, now) => new RunCommand.RecordModelReply(asked.Step, asked.Attempt, text, [.. calls], reported, "stop", activeMs, now));
    }

    private (string Text, List<ModelToolCall> Calls) WordsOf(Run run)
    {
        var chance = world.Chance;
        if (run.OpenStep.FirstOrDefault(c => c.Status is CallStatus.Rejected) is { } rejected && chance.Strikes(Fault.ModelInsists, 2)) return ("Please.", [Call(rejected.Name, rejected.Asked.ToString())]);
        if (chance.Strikes(Fault.ModelLoops, 12)) return ("Again.", [Call("look", """{"order":"A0"}""")]);
        if (chance.Strikes(Fault.ModelHallucinates, 12)) return ("", [Call(chance.OneIn(2) ? "noSuchTool" : "refund", """{"order":"nowhere","amount":1e9}""")]);
        if (chance.Strikes(Fault.ModelBreaksSchema, 12)) return ("", [Call("refund", chance.OneIn(2) ? "{\"order\":" : """{"order":7,"order":8}""")]);
        if (run.Choice is not null && (chance.IsCalm || chance.OneIn(2))) return ("", [Call(DecideTool.Name, $$"""{"answer":"{{(chance.OneIn(3) ? "unknown" : "a")}}","confidence":0.{{chance.Below(10)}},"reason":"So."}""")]);
        if (chance.IsCalm || (run.Steps.Length > 2 && chance.OneIn(3))) return ("Done.", []);
        if (run.Conversation.MayAsk && chance.OneIn(4)) return ("", [Call(AskUserTool.Name, """{"question":"Which one?"}""")]);
        if (run.Steps.IsEmpty || chance.OneIn(4)) return ("", [.. Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => Call("look", Arguments()))]);
        if (run.Depth < 2 && chance.OneIn(5)) return ("", [Call(DelegateTool.Name, """{"agent":"helper","task":"See to it."}""")]);
        return chance.OneIn(12) ? ("", [Call("done", "{}")]) : ("", [.. Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => Call(chance.OneOf(Writes), Arguments()))]);
    }

    private ModelToolCall Call(string tool, string arguments) => new($"p{world.NextId()}", tool, arguments);

    private string Arguments() => $$"""{"order":"A{{world.Chance.Below(3)}}","amount":{{(world.Chance.OneIn(4) ? 500 : 20)}},"text":"key{{world.Chance.Below(1_000)}}"}""";
}
