using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Setups;

namespace ApprovalConsole.Tests.Setups;

/// <summary>Who may lay down what, and what holds of it, decided without a console.</summary>
public sealed class SetupDecisionTests
{
    private const string Desk = "agent:desk";

    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Ada = new("ada", "ada", Channel.Page);
    private static readonly Actor Abel = new("abel", "abel", Channel.Page);
    private static readonly AgentSettings File = new() { Instructions = "Be kind.", Tools = ["box.*"], Routes = Route("strong"), Limits = new() { Iterations = 8, Writes = 5 } };

    private SetupList _list = SetupList.Of([KeyValuePair.Create(Desk, (Setup)new AgentSetup(File)), KeyValuePair.Create("model:strong", (Setup)new PriceSetup(new ModelPrice(2, 1, 8)))]);

    [Fact]
    public void What_narrows_holds_at_once()
    {
        Lay(File with { Tools = ["box.look"], Limits = File.Limits with { Iterations = 4 }, Answer = new() { Needs = AnswerNeeds.Person } });
        Assert.Equal((1, 4, "box.look"), (_list[Desk]!.Version, Holds.Limits.Iterations, Assert.Single(Holds.Tools)));
    }

    [Fact]
    public void Other_words_and_other_models_take_one_admin() => Assert.IsType<SetupEvent.Set>(Lay(File with { Instructions = "Be quick.", Routes = Route("cheap"), Description = "a clerk" }));

    [Fact]
    public void What_widens_waits_for_another_admin()
    {
        var change = Assert.IsType<SetupEvent.ChangeProposed>(Lay(File with { Limits = File.Limits with { Writes = 6 } }));
        Assert.Equal(5, Holds.Limits.Writes);
        Assert.Equal(RefusalCode.SeparationOfDuties, Refused(new SetupCommand.Confirm(Desk, change.ChangeId, Ada, Noon)));
        Assert.Equal(RefusalCode.UnknownChange, Refused(new SetupCommand.Confirm(Desk, "another", Abel, Noon)));
        var set = Assert.IsType<SetupEvent.Set>(Do(new SetupCommand.Confirm(Desk, change.ChangeId, Abel, Noon)));
        Assert.Equal((Ada, Abel, 6), (set.By, set.ConfirmedBy!, Holds.Limits.Writes));
        Assert.Null(_list[Desk]!.Change);
    }

    [Fact]
    public void A_lower_price_waits_for_another_admin_and_a_higher_one_does_not()
    {
        Assert.IsType<SetupEvent.ChangeProposed>(Do(new SetupCommand.LayDown("model:strong", new PriceSetup(new ModelPrice(2, 1, 7)), 0, "c1", false, Ada, Noon)));
        Assert.IsType<SetupEvent.Set>(Do(new SetupCommand.LayDown("model:strong", new PriceSetup(new ModelPrice(3, 1, 8)), 0, "c2", false, Ada, Noon)));
    }

    [Fact]
    public void Nobody_agrees_to_what_was_proposed_for_another_version()
    {
        var change = Assert.IsType<SetupEvent.ChangeProposed>(Lay(File with { Limits = File.Limits with { Writes = 6 } }));
        Lay(File with { Limits = File.Limits with { Writes = 1 } });
        Assert.Equal(RefusalCode.UnknownChange, Refused(new SetupCommand.Confirm(Desk, change.ChangeId, Abel, Noon)));
    }

    [Fact]
    public void It_is_laid_down_over_the_version_that_was_edited_and_over_no_other()
    {
        Lay(File with { Instructions = "Be quick." });
        Assert.Equal(RefusalCode.PolicyChanged, Refused(new SetupCommand.LayDown(Desk, new AgentSetup(File), 0, "c", false, Ada, Noon)));
    }

    [Fact]
    public void What_holds_already_is_not_laid_down_again() => Assert.Empty(Accepted(new SetupCommand.LayDown(Desk, new AgentSetup(File), 0, "c", false, Ada, Noon)));

    [Fact]
    public void What_cannot_be_kept_and_what_is_of_another_kind_is_refused()
    {
        Assert.Equal(RefusalCode.InvalidRequest, Refused(new SetupCommand.LayDown(Desk, new AgentSetup(File with { Routes = Route("gone") }), 0, "c", false, Ada, Noon)));
        Assert.Equal(RefusalCode.InvalidRequest, Refused(new SetupCommand.LayDown(Desk, new PriceSetup(new ModelPrice()), 0, "c", false, Ada, Noon)));
        Assert.Equal(RefusalCode.UnknownAgent, Refused(new SetupCommand.LayDown("agent:nobody", new AgentSetup(File), 0, "c", false, Ada, Noon)));
        Assert.Equal(RefusalCode.UnknownModel, Refused(new SetupCommand.LayDown("model:none", new PriceSetup(new ModelPrice()), 0, "c", false, Ada, Noon)));
    }

    [Fact]
    public void What_was_written_by_hand_shuts_the_agent_until_an_admin_lays_it_down_anew()
    {
        var wide = (SetupEvent.Set)Lay(File with { Instructions = "Be quick." }) with { Version = 2, Terms = new AgentSetup(File with { Tools = ["*"] }).Text };
        _list = _list.With(wide, isGenuine: false);
        Assert.Equal((0, AnswerNeeds.Person), (Holds.Tools.Count, Holds.Answer.Needs));
        Assert.IsType<SetupEvent.ChangeProposed>(Lay(File)); // from shut to open is wider
    }

    [Fact]
    public void A_version_that_was_copied_to_the_end_counts_as_written_by_hand()
    {
        var narrow = Assert.IsType<SetupEvent.Set>(Lay(File with { Tools = ["box.look", "box.write"] }));
        Lay(File with { Tools = ["box.look"] });
        _list = _list.With(narrow, isGenuine: true); // mark and all
        Assert.Empty(Holds.Tools);
    }

    [Fact]
    public void A_price_that_was_written_by_hand_lets_nothing_be_cheaper_than_was_ever_believed()
    {
        var set = Assert.IsType<SetupEvent.Set>(Do(new SetupCommand.LayDown("model:strong", new PriceSetup(new ModelPrice(1, 1, 9)), 0, "c", true, Ada, Noon)));
        _list = _list.With(set with { Version = 2, Terms = """{"input":0,"output":0}""" }, isGenuine: false);
        Assert.Equal(new ModelPrice(2, 1, 9), ((PriceSetup)InForce("model:strong")).Price);
    }

    [Fact]
    public void Where_the_settings_have_changed_since_the_stricter_of_both_holds_and_the_rest_as_the_admin_left_it()
    {
        var laid = Lay(File with { Instructions = "Be quick.", Tools = ["box.look", "box.write"], Limits = File.Limits with { Iterations = 4 } });
        Restart(File with { Instructions = "Be slow.", Tools = ["box.write", "shed.*"], Limits = File.Limits with { Writes = 2 } }, laid);
        Assert.True(_list[Desk]!.HasDrifted);
        Assert.Equal(("Be quick.", "box.write", 4, 2), (Holds.Instructions, Assert.Single(Holds.Tools), Holds.Limits.Iterations, Holds.Limits.Writes));
        Lay(Holds); // an admin has looked at it
        Assert.False(_list[Desk]!.HasDrifted);
    }

    [Fact]
    public void Where_what_it_names_is_gone_the_rest_is_as_the_settings_say_and_the_bounds_stay()
    {
        var laid = Lay(File with { Instructions = "Be quick.", Routes = Route("cheap"), Tools = ["box.look"] });
        _models.Remove("cheap");
        Restart(File, laid);
        Assert.Equal(("Be kind.", "strong", "box.look"), (Holds.Instructions, Holds.Routes["act"].Names[0], Assert.Single(Holds.Tools)));
    }

    [Fact]
    public void What_another_console_wrote_and_this_one_cannot_read_shuts_the_agent()
    {
        var laid = (SetupEvent.Set)Lay(File with { Instructions = "Be quick." });
        Restart(File, laid with { Terms = """{"instructions":"x","aKeyFromTheFuture":true}""" });
        Assert.Empty(Holds.Tools);
    }

    [Fact]
    public void What_was_laid_down_of_an_agent_that_the_settings_name_no_more_waits_for_it()
    {
        var laid = Lay(File with { Tools = ["box.look"] });
        Assert.Null(SetupList.Of([]).With(laid, isGenuine: true)[Desk]);
        Restart(File, laid);
        Assert.Equal("box.look", Assert.Single(Holds.Tools));
    }

    private readonly HashSet<string> _models = ["strong", "cheap"];

    private AgentSettings Holds => ((AgentSetup)InForce(Desk)).Settings;

    private Setup InForce(string scope) => _list[scope]!.InForce(setup => FaultOf(scope, setup) is not null);

    private string? FaultOf(string scope, Setup setup) =>
        setup is AgentSetup agent && agent.Settings.Routes.Values.SelectMany(r => r.Names).FirstOrDefault(m => !_models.Contains(m)) is { } gone ? $"{scope} names {gone}." : null;

    private void Restart(AgentSettings file, SetupEvent laid) => _list = SetupList.Of([KeyValuePair.Create(Desk, (Setup)new AgentSetup(file))]).With(laid, isGenuine: true);

    private SetupEvent Lay(AgentSettings settings) => Do(new SetupCommand.LayDown(Desk, new AgentSetup(settings), _list[Desk]!.Version, "c1", false, Ada, Noon));

    private SetupEvent Do(SetupCommand command)
    {
        var @event = Assert.Single(Accepted(command));
        _list = _list.With(@event, isGenuine: true);
        return @event;
    }

    private System.Collections.Immutable.ImmutableArray<SetupEvent> Accepted(SetupCommand command) => Assert.IsType<Ruling<SetupEvent>.Accepted>(SetupDecider.Decide(command, _list, InForce, FaultOf)).Events;

    private RefusalCode Refused(SetupCommand command) => Assert.IsType<Ruling<SetupEvent>.Refused>(SetupDecider.Decide(command, _list, InForce, FaultOf)).Refusal.Code;

    private static Dictionary<string, RouteOrder> Route(string model) => new() { ["act"] = new([model]) };
}
