using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Pages;

namespace ApprovalConsole.Tests.Api;

/// <summary>The console was killed while it admitted what a server listed when it was first met: the crash matrix dies there, and here it is what the next start finds.</summary>
public sealed class FirstContactTests
{
    private static readonly ToolDefinition Look = Defined("look"), Write = Defined("write"), Late = Defined("late");

    [Fact]
    public async Task What_was_listed_then_and_is_not_written_yet_is_admitted_by_the_next_start()
    {
        await using var works = await WorksAsync();
        var admissions = await CutShortAsync(works, Look, Write);
        await admissions.MeetAsync(new Listing(Look, Write, Late), TestContext.Current.CancellationToken);
        Assert.Equal((Look.Hash, Write.Hash, null), (admissions.Of(Look.Id)?.DefinitionHash, admissions.Of(Write.Id)?.DefinitionHash, admissions.Of(Late.Id)?.DefinitionHash));
    }

    [Fact]
    public async Task What_is_defined_otherwise_by_then_waits_for_an_admin()
    {
        await using var works = await WorksAsync();
        var admissions = await CutShortAsync(works, Look, Write);
        await admissions.MeetAsync(new Listing(Look, new ToolDefinition("far", "write", "writes more", Write.Schema)), TestContext.Current.CancellationToken);
        Assert.Null(admissions.Of(Write.Id));
    }

    [Fact]
    public async Task A_list_that_somebody_wrote_by_hand_admits_nothing()
    {
        await using var works = await WorksAsync();
        var admissions = await CutShortAsync(works, Look, Write, @event => @event with { Contact = [.. @event.Contact!, $"{Late.Id} {Late.Hash}"] });
        await admissions.MeetAsync(new Listing(Look, Write, Late), TestContext.Current.CancellationToken);
        Assert.Equal((null, null), (admissions.Of(Write.Id), admissions.Of(Late.Id)));
    }

    private static Task<AgentsOnFile> WorksAsync() => AgentsOnFile.StartAsync(s => s.Model("m", new Uri("http://127.0.0.1:9/v1")).Agent("desk", []));

    /// <summary>As a first contact with these leaves it that ends after its first commit.</summary>
    private static async Task<Admissions> CutShortAsync(AgentsOnFile works, ToolDefinition first, ToolDefinition second, Func<ToolEvent.Admitted, ToolEvent.Admitted>? change = null)
    {
        var (journal, seal) = (works.Get<ToolJournal>(), works.Get<DecisionSeal>());
        var admitted = new ToolEvent.Admitted(first.Id, first.ToJson(), first.Hash, Actor.Console, "", DateTimeOffset.UtcNow) { Contact = [$"{first.Id} {first.Hash}", $"{second.Id} {second.Hash}"] };
        admitted = admitted with { Mac = seal.Of(admitted) };
        Assert.NotNull(await journal.AppendAsync(first.Id, _ => change is null ? admitted : change(admitted), TestContext.Current.CancellationToken));
        return works.Get<Admissions>();
    }

    private static ToolDefinition Defined(string name) => new("far", name, name, JsonElement.Parse("""{"type":"object"}"""));

    /// <summary>A server, as far as admissions ask it.</summary>
    private sealed class Listing(params ToolDefinition[] tools) : IToolSource
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public string Name => "far";

        public string? Unreachable => null;

        public IReadOnlyList<ToolDefinition> Tools => tools;

        public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct) => throw new NotSupportedException();
    }
}
