using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>An agent that runs elsewhere: it asks, asks again where it heard nothing, asks for the same with another key, and remembers what it was told.</summary>
internal sealed class OutsideAgent(FaultyWorld world, string runId, RunLimits limits)
{
    private static readonly string[] Wishes = ["look", "look", "refund", "refund", "mail", "pay", "tag", "sync", "book", "wire", "wipe", "noSuchTool"];

    private readonly List<Wish> _asked = [];

    /// <summary>The call that each key was told.</summary>
    private readonly Dictionary<string, string> _told = [];

    private int _left = 2 + world.Chance.Below(8);

    public void Begin()
    {
        var (isOneCall, observes, idle) = (world.Chance.OneIn(4), world.Chance.OneIn(4), world.Chance.Seconds(60, 240));
        var first = isOneCall || world.Chance.OneIn(2) ? NewWish() : null;
        Open();

        void Open()
        {
            var isKnown = false;
            world.AnyProcess.Send(runId, (now, _) => new RunCommand.Start(runId, RunKind.External, null, "desk", People.Paula with { Attributes = """{"list":[1,2]}""" }, "", limits, People.Shop, "{}", now)
            {
                Session = new(isOneCall ? "" : "s", isOneCall, observes, idle), FirstCall = first is null ? null : Order(first, now),
            }, _ =>
            {
                if (!isKnown) world.Time.After(world.Chance.Seconds(0, 5), GoOn);
                isKnown = true;
                if (first is not null) Ask(first); // it may have been opened by an attempt that was not answered
            });
            world.Time.After(TimeSpan.FromSeconds(20), () => { if (!isKnown) Open(); });
        }
    }

    private void GoOn()
    {
        if (_left-- <= 0 || world.Chance.IsCalm) return;
        Ask(_asked.Count > 0 && world.Chance.OneIn(3) ? Again(world.Chance.OneOf(_asked)) : NewWish());
        world.Time.After(world.Chance.Seconds(0.05, 30), GoOn);
    }

    private void Ask(Wish wish) => world.AnyProcess.Send(runId, (now, _) => Order(wish, now), ruling =>
    {
        if (ruling is not Ruling<RunEvent>.Accepted) return;
        var asked = world.Journal.Read(runId).Session!.Asked;
        Unless(asked.ContainsKey(OutsideSession.HashOf(wish.Key)), "I4", () => $"{runId} was told that {wish.Key} is taken up, and the journal knows nothing of it");
        var call = asked[OutsideSession.HashOf(wish.Key)].CallId;
        Unless(_told.GetValueOrDefault(wish.Key, call) == call, "I2", () => $"{wish.Key} was {_told[wish.Key]} and is {call} now");
        _told[wish.Key] = call;
        Unless(world.Journal.Read(runId).Calls[call] is var found && found.Name == wish.Tool && found.Asked.ToString() == wish.Arguments, "I2", () => $"{wish.Key} asked for {wish.Tool} and was given {call}");
    });

    private static RunCommand.AskCall Order(Wish wish, DateTimeOffset now) => new(OutsideSession.HashOf(wish.Key), wish.Tool, wish.Arguments, "Because.", now);

    private Wish NewWish()
    {
        var wish = new Wish($"key{world.NextId()}", world.Chance.OneOf(Wishes), $$"""{"order":"A{{world.Chance.Below(3)}}","amount":{{(world.Chance.OneIn(4) ? 500 : 20)}},"text":"t{{world.Chance.Below(50)}}"}""");
        _asked.Add(wish);
        return wish;
    }

    /// <summary>The same, with the key that it had or, by an agent that forgot it, with a new one.</summary>
    private Wish Again(Wish wish) => world.Chance.OneIn(2) ? wish : wish with { Key = $"key{world.NextId()}" };

    private sealed record Wish(string Key, string Tool, string Arguments);
}
