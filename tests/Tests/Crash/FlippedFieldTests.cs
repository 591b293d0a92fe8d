using System.Data.Common;
using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Crash;

/// <summary>I1: everything that an approval is bound to, flipped once each: over HTTP, and in the database while the console is down.</summary>
public sealed class FlippedFieldTests
{
    private const string Approved = "proposal.approved.v1";
    private const string Made = "proposal.made.v1";

    /// <summary>The field, the event that holds it, and what a hand makes of its JSON.</summary>
    private static readonly (string Field, string Event, Func<JsonElement, (string Was, string Is)> Flip)[] Rows =
    [
        ("argumentsHash of the approval", Approved, p => Flipped("argumentsHash", p.Text("argumentsHash"))),
        ("viewHash of the approval", Approved, p => Flipped("viewHash", p.Text("viewHash"))),
        ("proposal of the approval", Approved, p => ($"\"proposalId\":\"{p.Text("id")}\"", $"\"proposalId\":\"{p.Text("callId")}.p7\"")),
        ("person", Approved, _ => ("\"subject\":\"rita\"", "\"subject\":\"ruth\"")),
        ("instant that its expiry counts from", Approved, _ => ("\"at\":\"20", "\"at\":\"21")),
        ("argumentsHash of the proposal", Made, p => Flipped("argumentsHash", p.Text("argumentsHash"))),
        ("definitionHash", Made, _ => ("\"definitionHash\":\"", "\"definitionHash\":\"0")),
        ("policyVersion", Made, _ => ("\"policyVersion\":1", "\"policyVersion\":2")),
        ("class", Made, _ => ("\"reversibility\":\"Critical\"", "\"reversibility\":\"Irreversible\"")),
        ("revision", Made, _ => ("\"revision\":1", "\"revision\":2")),
    ];

    [Fact]
    public async Task I1_with_any_bound_field_flipped_in_the_database_nothing_is_sent_and_untouched_it_is()
    {
        await using var desk = await CrashDesk.OpenAsync();
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Critical" }, ("If-Match", "\"0\""))).Must(200);
        var untouched = await HalfApprovedAsync(desk);
        var flipped = new List<(string Field, string Run, JsonElement Proposal)>();
        foreach (var row in Rows)
        {
            var proposal = await HalfApprovedAsync(desk);
            flipped.Add((row.Field, proposal.Text("runId"), proposal));
        }

        await desk.KillAsync();
        foreach (var (row, (_, run, proposal)) in Rows.Zip(flipped)) Flip(desk, run, row.Event, row.Flip(proposal));
        ForgottenLog.Of(Path.GetDirectoryName(desk.SettingsFile)!);
        await desk.RestartAsync();

        var answers = new List<string>();
        foreach (var (field, _, proposal) in flipped) answers.Add($"{field}: {(await desk.Console.Remy.ApproveAsync(proposal)).Status}");
        Assert.DoesNotContain(answers, a => a.EndsWith(": 200", StringComparison.Ordinal));
        (await desk.Console.Remy.ApproveAsync(untouched)).Must(200);
        await desk.Console.Rita.UntilAsync(untouched.Text("runId"), "Completed");

        await desk.KillAsync();
        Assert.Equal(1, Intents(desk, untouched.Text("runId")));
        Assert.Empty(flipped.Where(f => Intents(desk, f.Run) > 0).Select(f => f.Field));
        Assert.Single(desk.Tools.Calls);
    }

    [Fact]
    public async Task I1_a_decision_with_any_of_its_words_flipped_is_refused()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (one, other) = (await AskedAsync(desk), await AskedAsync(desk));
        (string Field, string Proposal, string ArgumentsHash, string ViewHash, string Code)[] rows =
        [
            ("argumentsHash", one.Text("id"), other.Text("argumentsHash"), one.Text("viewHash"), "hashMismatch"),
            ("viewHash", one.Text("id"), one.Text("argumentsHash"), other.Text("viewHash"), "changed"),
            ("proposal", other.Text("id"), one.Text("argumentsHash"), one.Text("viewHash"), "hashMismatch"),
        ];
        foreach (var row in rows)
        {
            var body = new { decision = "approve", argumentsHash = row.ArgumentsHash, viewHash = row.ViewHash };
            (await desk.Console.Rita.PostAsync($"/api/proposals/{row.Proposal}/decision", body)).MustRefuse(409, row.Code);
        }

        Assert.Empty(desk.Tools.Calls);
    }

    private static async Task<JsonElement> AskedAsync(CrashDesk desk) => await desk.Console.Rita.ProposalOfAsync((await desk.AskAsync("write")).Run);

    /// <summary>Approved by one of two.</summary>
    private static async Task<JsonElement> HalfApprovedAsync(CrashDesk desk)
    {
        var proposal = await AskedAsync(desk);
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        return proposal;
    }

    private static (string Was, string Is) Flipped(string name, string hash) => ($"\"{name}\":\"{hash}\"", $"\"{name}\":\"{(hash[0] == '0' ? '1' : '0')}{hash[1..]}\"");

    private static void Flip(CrashDesk desk, string run, string name, (string Was, string Is) flip)
    {
        using var database = Open(desk);
        using var command = TestStore.CommandOf(database, "UPDATE journal SET Data = replace(Data, @was, @is) WHERE Stream = @run AND Name = @name AND replace(Data, @was, @is) <> Data");
        foreach (var (parameter, value) in new[] { ("@was", flip.Was), ("@is", flip.Is), ("@run", run), ("@name", name) }) Add(command, parameter, value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static long Intents(CrashDesk desk, string run)
    {
        using var database = Open(desk);
        using var command = TestStore.CommandOf(database, "SELECT COUNT(*) FROM journal WHERE Stream = @run AND Name = 'call.intended.v1'");
        Add(command, "@run", run);
        return (long)command.ExecuteScalar()!;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static DbConnection Open(CrashDesk desk) => TestStore.Open(Path.GetDirectoryName(desk.SettingsFile)!);
}
