using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>An agent that runs here. Its instructions and its models decide nothing that the gate decides, so one admin may change them.</summary>
public sealed record AgentSetup(AgentSettings Settings) : Setup
{
    public override object Value => Settings;

    public override object Usual => new AgentSettings { Instructions = "" };

    public override Setup Read(string text) => new AgentSetup(SetupJson.Read<AgentSettings>(text));

    internal override IEnumerable<string> WeakerThan(Setup before)
    {
        var (was, now) = (((AgentSetup)before).Settings, Settings);
        return
        [
            .. ToolLists.Beyond(now.Tools, was.Tools).Select(p => $"it may call {p}"),
            .. now.DelegatesTo.Except(was.DelegatesTo).Select(name => $"it may hand parts of its task to {name}"),
            .. LimitBounds.Higher(now.Limits, was.Limits),
            .. now.Answer.Needs < was.Answer.Needs ? [$"its answers need {Word(now.Answer.Needs)} instead of {Word(was.Answer.Needs)}"] : Array.Empty<string>(),
            .. TalkBounds.Wider(now.Conversation, was.Conversation),
        ];
    }

    internal override Setup StricterOf(Setup laid)
    {
        var (one, other) = (Settings, ((AgentSetup)laid).Settings);
        return new AgentSetup(other with
        {
            Tools = ToolLists.Common(one.Tools, other.Tools), DelegatesTo = [.. other.DelegatesTo.Intersect(one.DelegatesTo)], Limits = LimitBounds.Least(one.Limits, other.Limits),
            Answer = other.Answer with { Needs = (AnswerNeeds)Math.Max((int)one.Answer.Needs, (int)other.Answer.Needs) }, Conversation = TalkBounds.Narrowest(one.Conversation, other.Conversation),
        });
    }

    internal override Setup Shut => new AgentSetup(Settings with { Tools = [], DelegatesTo = [], Answer = new() { Needs = AnswerNeeds.Person }, Conversation = Settings.Conversation with { AsksUser = false } });

    private static string Word(AnswerNeeds needs) => needs.ToString().ToLowerInvariant();
}
