using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>What is proposed for a published server, really tried against it, and what comes of it once it is laid down.</summary>
public sealed class PolicySketchesTests
{
    [Fact]
    public async Task Nothing_is_looked_up_in_a_tool_that_nobody_has_admitted_as_reading()
    {
        await using var notes = await NotesConsole.StartAsync();
        var line = NotesConsole.LineOf(await notes.SketchAsync("delete_entities"), "check:/entityNames/*:OneOf:read_graph");
        Assert.Equal("memory.read_graph is not ReadOnly by policy yet, so no check may look anything up there: admit that first.", line.Text("whyUntried"));
        Assert.False(line.TryGetProperty("trial", out _) || line.GetProperty("recommended").GetBoolean());
        Assert.True(await notes.LayDownAsync("read_graph", new JsonObject { ["reversibility"] = "ReadOnly" })); // that is weaker: another admin agreed
        var trial = NotesConsole.LineOf(await notes.SketchAsync("delete_entities"), "check:/entityNames/*:OneOf:read_graph").GetProperty("trial");
        Assert.Equal(("Kim Ash", "Passes", "looked up in memory.read_graph now"), (trial.GetProperty("good").Text("value"), trial.GetProperty("good").Text("outcome"), trial.Text("from")));
        Assert.Equal(("Kim Asi", "Refused", "oneOf"), (trial.GetProperty("impossible").Text("value"), trial.GetProperty("impossible").Text("outcome"), trial.GetProperty("impossible").Text("code")));
    }

    [Fact]
    public async Task What_is_recommended_weakens_nothing_and_refuses_every_garbled_id_and_every_change_still_asks()
    {
        await using var notes = await NotesConsole.StartAsync();
        await notes.AdmitReadersAsync();
        foreach (var tool in new[] { "create_entities", "create_relations", "add_observations", "delete_observations", "delete_relations", "delete_entities" })
            Assert.False(await notes.LayDownAsync(tool, JsonNode.Parse((await notes.SketchAsync(tool)).GetProperty("policy").GetRawText())!), $"{tool} needed another admin");

        await RefusedAsync(notes, "create_relations", """{"relations":[{"from":"Kim Ash","to":"Lee Oaj","relationType":"likes"}]}""", "/relations/0/to");
        await RefusedAsync(notes, "add_observations", """{"observations":[{"entityName":"Kim Ahs","contents":["is tall"]}]}""", "/observations/0/entityName");
        await RefusedAsync(notes, "delete_observations", """{"deletions":[{"entityName":"Kim Ash","observations":["likes teas"]}]}""", "/deletions/0/observations/0");
        await RefusedAsync(notes, "delete_relations", """{"relations":[{"from":"Kim Ash","to":"Lee Oka","relationType":"knows"}]}""", "/relations/0/to");
        await RefusedAsync(notes, "delete_entities", """{"entityNames":["Kim Ash","Lee 0ak"]}""", "/entityNames/1");
        await notes.DoneAsync("create_entities", """{"entities":[{"name":"Max Fir","entityType":"person","observations":[]}]}""");
        await notes.DoneAsync("create_relations", """{"relations":[{"from":"Max Fir","to":"Lee Oak","relationType":"likes"}]}""");
        await notes.DoneAsync("delete_observations", """{"deletions":[{"entityName":"Kim Ash","observations":["likes tea"]}]}""");
        await notes.DoneAsync("delete_entities", """{"entityNames":["Kim Ash"]}""");
    }

    [Fact]
    public async Task A_value_that_was_recorded_comes_first_and_what_is_gone_by_now_gives_way_to_what_is_there()
    {
        await using var notes = await NotesConsole.StartAsync();
        await notes.AdmitReadersAsync();
        await notes.DoneAsync("add_observations", """{"observations":[{"entityName":"Lee Oak","contents":["is kind"]}]}""");
        await notes.DoneAsync("delete_entities", """{"entityNames":["Kim Ash"]}""");
        var added = await notes.SketchAsync("add_observations");
        Assert.Equal(1, added.GetProperty("recorded").GetInt32());
        var there = NotesConsole.LineOf(added, "check:/observations/*/entityName:OneOf:read_graph").GetProperty("trial");
        Assert.Equal(("Lee Oak", "from a recorded call"), (there.GetProperty("good").Text("value"), there.Text("from")));
        var gone = NotesConsole.LineOf(await notes.SketchAsync("delete_entities"), "check:/entityNames/*:OneOf:read_graph").GetProperty("trial");
        Assert.Equal(("Lee Oak", "looked up in memory.read_graph now"), (gone.GetProperty("good").Text("value"), gone.Text("from")));
    }

    [Fact]
    public async Task What_is_sensitive_is_tried_and_not_shown()
    {
        await using var notes = await NotesConsole.StartAsync(s => s
            .Tool("memory.read_graph", "ReadOnly", new() { ["Sensitive"] = new JsonObject { ["Result"] = new JsonArray("/entities/*/name") } })
            .Tool("memory.add_observations", "Irreversible", new() { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/observations/*/entityName") } }));
        await notes.DoneAsync("add_observations", """{"observations":[{"entityName":"Lee Oak","contents":["is kind"]}]}""");
        foreach (var tool in new[] { "delete_entities", "add_observations", "create_relations" })
        {
            var sketch = (await notes.SketchAsync(tool)).GetRawText();
            Assert.Contains("\"isProven\":true", sketch, StringComparison.Ordinal);
            foreach (var name in new[] { "Kim", "Kin", "Lee", "Oak", "Oal" }) Assert.DoesNotContain(name, sketch, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_tool_that_is_not_there_nothing_is_proposed()
    {
        await using var notes = await NotesConsole.StartAsync();
        (await notes.Process.Ada.GetAsync("/api/tools/memory.no_such/policy/sketch")).MustRefuse(404, "unknownTool");
    }

    private static async Task RefusedAsync(NotesConsole notes, string tool, string arguments, string at) =>
        Assert.Equal(at, (await notes.AskAsync(tool, arguments)).MustRefuse(422, "validationFailed").GetProperty("errors")[0].Text("path"));
}
