using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Api;

/// <summary>What an undo would send is said before anybody orders it, and is what it sends then.</summary>
public sealed class UndoPreviewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_shown_before_is_what_the_undo_sends_the_last_one_first_and_looking_writes_nothing()
    {
        await using var host = await StartAsync();
        var run = await DoneAsync(host, "write:one", "write:two");
        var version = (await host.RunAsync(run)).Version;

        var preview = await host.Get<RunUndo>().PreviewAsync(run, null, Ct);
        Assert.Equal(version, (await host.RunAsync(run)).Version);
        Assert.Equal(["""{"word":"back two"}""", """{"word":"back one"}"""], preview.Calls.Select(c => c.Arguments.GetRawText()));
        Assert.Equal([($"{run}.2.1", "write", "box.write", "Write {/word}"), ($"{run}.1.1", "write", "box.write", "Write {/word}")], preview.Calls.Select(c => (c.Undoes, c.Name, c.Tool, c.TitleTemplate!)));

        var undo = (await host.Get<RunUndo>().UndoAsync(run, null, GateHost.Ada, Ct)).Run!.Id;
        await EndedAsync(host, undo);
        Assert.Equal(preview.Calls.Select(c => c.Arguments.GetRawText()), (await host.RunAsync(undo)).Calls.Values.OrderBy(c => c.Index).Select(c => c.Asked.ToString()));
        Assert.Equal(["one", "two", "back two", "back one"], host.Calls.Select(c => c.Word));
    }

    [Fact]
    public async Task Of_one_call_it_is_that_one()
    {
        await using var host = await StartAsync();
        var run = await DoneAsync(host, "write:one", "write:two");
        var (one, all) = (await host.Get<RunUndo>().PreviewAsync(run, $"{run}.1.1", Ct), await host.Get<RunUndo>().PreviewAsync(run, null, Ct));
        Assert.Equal($"{run}.1.1", Assert.Single(one.Calls).Undoes);
        Assert.True(one.SendsSameAs(await host.Get<RunUndo>().PreviewAsync(run, $"{run}.1.1", Ct)));
        Assert.False(one.SendsSameAs(all));
    }

    [Fact]
    public async Task What_cannot_be_undone_is_named_in_its_title_s_words()
    {
        await using var host = await StartAsync();
        var run = await host.StartRunAsync("look:x", "write:one", "write:final");
        await host.DecideAsync(await host.ProposalOfAsync(run));
        await EndedAsync(host, run);
        var preview = await host.Get<RunUndo>().PreviewAsync(run, null, Ct);
        Assert.Equal(("Write final", false), preview.Left.Select(l => (l.Title, l.IsUnknown)).Single());
        Assert.Equal($"{run}.2.1", Assert.Single(preview.Calls).Undoes);
        Assert.Equal(RefusalCode.CannotUndo, (await host.Get<RunUndo>().PreviewAsync(run, $"{run}.3.1", Ct)).Refusal!.Code);
    }

    [Fact]
    public async Task What_is_undone_already_and_what_is_not_there_is_refused_in_words()
    {
        await using var host = await StartAsync();
        var run = await DoneAsync(host, "write:one");
        await EndedAsync(host, (await host.Get<RunUndo>().UndoAsync(run, null, GateHost.Ada, Ct)).Run!.Id);
        Assert.Equal("It is taken back already, or is being taken back.", (await host.Get<RunUndo>().PreviewAsync(run, $"{run}.1.1", Ct)).Refusal?.Message);
        Assert.Equal("It is taken back already, or is being taken back.", (await host.Get<RunUndo>().PreviewAsync(run, null, Ct)).Refusal?.Message);
        Assert.Equal(RefusalCode.UnknownCall, (await host.Get<RunUndo>().PreviewAsync(run, $"{run}.9.9", Ct)).Refusal?.Code);
        Assert.Equal(RefusalCode.UnknownRun, (await host.Get<RunUndo>().PreviewAsync("nothing", null, Ct)).Refusal?.Code);
        Assert.Equal(RefusalCode.CannotUndo, (await host.Get<RunUndo>().PreviewAsync(await DoneAsync(host, "look:x"), null, Ct)).Refusal?.Code);
    }

    [Fact]
    public async Task A_way_back_that_the_policy_no_longer_names_is_refused_by_the_tool_s_name()
    {
        await using var host = await StartAsync();
        var run = await DoneAsync(host, "write:one");
        var (policies, now) = (host.Get<Policies>(), host.Get<ToolCatalog>().Find("box.write")!);
        Assert.Null(await policies.SetAsync("box.write", now.Policy with { Reversibility = Domain.Tools.Reversibility.Irreversible, Undo = null }, now.PolicyVersion, GateHost.Ada, Ct));
        Assert.Equal("The policy of box.write names no way back.", (await host.Get<RunUndo>().PreviewAsync(run, null, Ct)).Refusal?.Message);
    }

    [Fact]
    public async Task What_is_sensitive_in_the_call_is_masked_in_what_takes_it_back()
    {
        await using var host = await StartAsync(new() { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/word") } });
        var run = await DoneAsync(host, "write:4111-1111-2222");
        var call = Assert.Single((await host.Get<RunUndo>().PreviewAsync(run, null, Ct)).Calls);
        Assert.Equal($$"""{"word":"{{Mask.Mark}}"}""", System.Text.RegularExpressions.Regex.Unescape(call.Arguments.GetRawText()));
        var undo = (await host.Get<RunUndo>().UndoAsync(run, null, GateHost.Ada, Ct)).Run!.Id;
        await EndedAsync(host, undo);
        Assert.Equal("back 4111-1111-2222", host.Calls.Last().Word);
        Assert.True((await host.Get<Masks>().ReadAsync(undo, null, Ct))!.IsMasked);
    }

    private static Task<GateHost> StartAsync(JsonObject? more = null)
    {
        var policy = more ?? [];
        policy["Title"] = "Write {/word}";
        policy["Decisive"] = new JsonArray("/word");
        policy["Undo"] = JsonNode.Parse("""{ "Tool": "box.write", "Arguments": { "word": "back {/word}" } }""");
        policy["Rules"] = JsonNode.Parse("""[ { "When": { "properties": { "word": { "const": "final" } } }, "Reversibility": "Irreversible" } ]""");
        return GateHost.StartAsync(more: settings => settings.Tool("box.write", "Reversible", policy));
    }

    private static async Task<string> DoneAsync(GateHost host, params string[] plan)
    {
        var run = await host.StartRunAsync(plan);
        await EndedAsync(host, run);
        return run;
    }

    private static Task EndedAsync(GateHost host, string run) => GateHost.UntilAsync(async () => await host.RunAsync(run) is { End: not null }, $"{run} did not end");
}
