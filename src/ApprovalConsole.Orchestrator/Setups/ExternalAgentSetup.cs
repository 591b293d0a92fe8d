using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>How an agent that runs elsewhere is let in.</summary>
public sealed record ExternalAgentSetup(ExternalAgentSettings Settings) : Setup
{
    public override object Value => Settings;

    public override object Usual => new ExternalAgentSettings();

    public override Setup Read(string text) => new ExternalAgentSetup(SetupJson.Read<ExternalAgentSettings>(text));

    internal override IEnumerable<string> WeakerThan(Setup before)
    {
        var (was, now) = (((ExternalAgentSetup)before).Settings, Settings);
        return
        [
            .. ToolLists.Beyond(now.Tools, was.Tools).Select(p => $"it may call {p}"),
            .. now.Mode > was.Mode ? ["its calls are only observed: it goes on with tools of its own"] : Array.Empty<string>(),
            .. LimitBounds.Higher(now.Limits, was.Limits),
        ];
    }

    internal override Setup StricterOf(Setup laid)
    {
        var (one, other) = (Settings, ((ExternalAgentSetup)laid).Settings);
        return new ExternalAgentSetup(other with
        {
            Tools = ToolLists.Common(one.Tools, other.Tools), Mode = (GateMode)Math.Min((int)one.Mode, (int)other.Mode), Limits = LimitBounds.Least(one.Limits, other.Limits),
        });
    }

    internal override Setup Shut => new ExternalAgentSetup(Settings with { Tools = [], Mode = GateMode.Enforce });
}
