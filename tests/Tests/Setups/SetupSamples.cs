using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Setups;
using FsCheck;
using FsCheck.Fluent;

namespace ApprovalConsole.Tests.Setups;

/// <summary>Settings of agents and prices, at random.</summary>
public static class SetupSamples
{
    private static readonly string[] Ids = ["box.look", "box.write", "box.wipe", "boxes.look", "shed.dig", "shed.dug"];

    private static readonly Gen<string> Patterns = Gen.OneOf(Gen.Elements(Ids), Gen.Elements("*", "box.*", "box*", "shed.*", "shed.d*", "box.w*", "attic.*"));

    private static readonly Gen<RunLimits> Limits =
        from iterations in Gen.Choose(1, 20)
        from tokens in Gen.Choose(1, 300_000)
        from cents in Gen.Choose(0, 500)
        from seconds in Gen.Choose(1, 900)
        from small in Gen.Choose(1, 9).ArrayOf(5)
        select new RunLimits { Iterations = iterations, Tokens = tokens, CostUsd = cents / 100m, WallClockSeconds = seconds, NoProgressSteps = small[0], CallsPerStep = small[1], Calls = small[2], Writes = small[3], OpenProposals = small[4] };

    private static readonly Gen<MessageCaps?> Caps = Gen.OneOf(Gen.Constant<MessageCaps?>(null),
        from iterations in Gen.Choose(1, 9).OrNull()
        from tokens in Gen.Choose(1, 9).OrNull()
        from usd in Gen.Choose(1, 9).OrNull()
        from seconds in Gen.Choose(1, 9).OrNull()
        select (MessageCaps?)new MessageCaps { Iterations = iterations, Tokens = tokens, CostUsd = usd, WallClockSeconds = seconds });

    private static readonly Gen<ConversationSettings> Talks =
        from asks in Gen.Elements(true, false)
        from stays in Gen.Elements(true, false)
        from messages in Gen.Choose(0, 5)
        from caps in Caps
        select new ConversationSettings { AsksUser = asks, StaysOpen = stays, Messages = messages, PerMessage = caps };

    private static readonly Gen<AgentSetup> Agents =
        from tools in Patterns.ListOf()
        from others in Gen.SubListOf("desk", "clerk", "boss")
        from limits in Limits
        from needs in Gen.Elements(Enum.GetValues<AnswerNeeds>())
        from talk in Talks
        from word in Gen.Elements("Be kind.", "Be quick.")
        select new AgentSetup(new AgentSettings { Instructions = word, Tools = [.. tools.Take(4)], DelegatesTo = [.. others], Limits = limits, Answer = new() { Needs = needs }, Conversation = talk });

    private static readonly Gen<ExternalAgentSetup> External =
        from tools in Patterns.ListOf()
        from limits in Limits
        from mode in Gen.Elements(GateMode.Enforce, GateMode.Observe)
        select new ExternalAgentSetup(new ExternalAgentSettings { Tools = [.. tools.Take(4)], Limits = limits, Mode = mode });

    private static readonly Gen<PriceSetup> Prices =
        from parts in Gen.Choose(0, 9).ArrayOf(3)
        select new PriceSetup(new ModelPrice(parts[0], Math.Min(parts[0], parts[1]), parts[2]));

    /// <summary>Every tool there is.</summary>
    public static IReadOnlyList<string> Tools => Ids;

    /// <summary>Two of one kind.</summary>
    public static Arbitrary<(Setup One, Setup Other)> Pairs => Gen.OneOf(
        Agents.Two().Select(t => ((Setup)t.Item1, (Setup)t.Item2)), External.Two().Select(t => ((Setup)t.Item1, (Setup)t.Item2)), Prices.Two().Select(t => ((Setup)t.Item1, (Setup)t.Item2))).ToArbitrary();

    public static Arbitrary<(string[] One, string[] Other)> ToolListPairs => Patterns.ArrayOf().Two().Select(t => (t.Item1, t.Item2)).ToArbitrary();

    private static Gen<int?> OrNull(this Gen<int> gen) => Gen.OneOf(gen.Select(i => (int?)i), Gen.Constant((int?)null));
}
