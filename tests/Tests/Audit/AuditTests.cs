using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using System.Data.Common;

namespace ApprovalConsole.Tests.Audit;

/// <summary>I10, from outside: what people did and tried is in the log, and what leaves the console can be checked without it.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task I10_a_decision_a_policy_a_refusal_and_a_closed_door_are_in_the_log_with_who_did_it()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        var id = proposal.Text("id");
        (await desk.Console.Rita.DecideAsync(proposal, new { decision = "approve", argumentsHash = new string('0', 64), viewHash = proposal.Text("viewHash") })).MustRefuse(409, "hashMismatch");
        (await desk.Console.Sam.ApproveAsync(proposal)).MustRefuse(403, "forbidden");
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Critical" }, ("If-Match", "\"7\""))).MustRefuse(412, "policyChanged");
        (await desk.Console.Ada.PutAsync("/api/tools/box.write/policy", new { reversibility = "Critical" }, ("If-Match", "\"0\""))).Must(200);
        Assert.Equal(401, (await desk.Console.As("mallory").GetAsync("/api/runs")).Status);

        var entries = await EntriesAsync(desk.Console.Ada, "");
        Assert.Equal(
            ["signIn.failed.v1", "tool.policySet.v1 ada box.write", "attempt.refused.v1 ada box.write", "proposal.approved.v1 rita box.write", "attempt.forbidden.v1 sam", "attempt.refused.v1 rita box.write"],
            entries.Select(e => $"{e.Text("kind")} {Optional(e, "actor")} {Optional(e, "tool")}".TrimEnd()).Where(e => !e.StartsWith("run.", StringComparison.Ordinal)).SkipLast(1));
        var approved = entries.Single(e => e.Text("kind") == "proposal.approved.v1");
        Assert.Equal((proposal.Text("viewHash"), run, id), (approved.Text("viewHash"), approved.Text("runId"), approved.Text("subject")));
        Assert.Equal("audit.begun.v1", entries[^1].Text("kind"));
        Assert.Equal(["rita"], (await EntriesAsync(desk.Console.Ada, "&person=rita")).Select(e => e.Text("actor")).Distinct());
        Assert.All(await EntriesAsync(desk.Console.Ada, "&tool=box.write&all=true&kind=call."), e => Assert.StartsWith("call.", e.Text("kind"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task I10_a_log_that_is_whole_is_said_to_be_whole_and_its_first_bad_entry_is_named()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _) = await desk.AskAsync("write");
        (await desk.Console.Rita.ApproveAsync(await desk.Console.Rita.ProposalOfAsync(run))).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        var whole = (await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200);
        Assert.True(whole.GetProperty("ok").GetBoolean(), whole.ToString());
        Assert.True(whole.GetProperty("heads").GetInt32() > 0);
        var (exit, output) = await Commands.VerifyAsync(desk.SettingsFile); // beside the running console
        Assert.True(exit == 0, output);

        Execute(desk, $"""UPDATE journal SET Data = replace(Data, '"name":"rita"', '"name":"remy"') WHERE Stream = '{run}' AND Name = 'proposal.approved.v1'""");
        var seq = (long)Scalar(desk, $"SELECT a.Seq FROM audit a JOIN journal j ON j.Position = a.Position WHERE j.Stream = '{run}' AND j.Name = 'proposal.approved.v1'");
        var broken = (await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200);
        Assert.False(broken.GetProperty("ok").GetBoolean());
        Assert.Equal(seq, broken.GetProperty("firstBad").GetProperty("seq").GetInt64());
        (exit, output) = await Commands.VerifyAsync(desk.SettingsFile);
        Assert.Equal(1, exit);
        Assert.Contains($"BAD: entry {seq}:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I10_evidence_of_a_decision_is_checked_with_the_file_and_the_keys_fingerprint_alone()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Ada.GetAsync($"/api/proposals/{proposal.Text("id")}/evidence")).MustRefuse(409, "notDecided");
        (await desk.Console.Rita.EditAsync(proposal, new { text = text + "!" }, "a bang")).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        var file = Encoding.UTF8.GetBytes((await desk.Console.Ada.GetAsync($"/api/proposals/{proposal.Text("id")}/evidence")).Text);
        var key = AuditSignature.FingerprintOf((await desk.Console.Ada.GetAsync("/api/audit/head")).Must(200).Text("key"));

        var check = EvidencePack.Check(file, key);
        Assert.True(check.Ok, check.Lines[0]);
        Assert.Contains(check.Lines, l => l.Contains("rita", StringComparison.Ordinal) && l.Contains($"edited, having seen {proposal.Text("viewHash")}", StringComparison.Ordinal));
        var pack = JsonElement.Parse(file);
        Assert.Equal($$"""{"text":"{{text}}!"}""", pack.Text("arguments"));
        Assert.Contains(text, pack.Text("view"), StringComparison.Ordinal);
        Assert.Contains(await EntriesAsync(desk.Console.Ada, "&kind=evidence.taken.v1"), e => e.Text("actor") == "ada");

        var path = Path.Combine(Path.GetDirectoryName(desk.SettingsFile)!, "evidence.json");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Commands.RunAsync(["verify-evidence", path, "--key", key])).Exit);
        Assert.Equal(1, (await Commands.RunAsync(["verify-evidence", path, "--key", new string('0', 64)])).Exit);

        var missed = new List<int>();
        for (var i = 0; i < file.Length; i++)
        {
            var bit = (byte)(1 << (i % 8));
            file[i] ^= bit;
            if (EvidencePack.Check(file, key).Ok) missed.Add(i);
            file[i] ^= bit;
        }

        Console.WriteLine($"Evidence of {file.Length} bytes, a bit of each flipped: {file.Length - missed.Count} found.");
        Assert.Empty(missed);
        Assert.False(EvidencePack.Check([.. file, (byte)'\n'], key).Ok);
    }

    [Fact]
    public async Task I10_erased_texts_are_gone_from_the_disk_and_the_log_still_holds_and_replays()
    {
        Assert.SkipUnless(TestStore.IsSqlite, TestStore.OfSqliteAlone);
        await using var desk = await CrashDesk.OpenAsync();
        var (run, text) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        (await desk.Console.Ada.PostAsync($"/api/runs/{run}/erase", new { reason = "asked to" })).MustRefuse(409, "runNotEnded");
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.True(IsOnDisk(desk, text));

        (await desk.Console.Ada.PostAsync($"/api/runs/{run}/erase", new { reason = " " })).MustRefuse(422, "reasonMissing");
        (await desk.Console.Ada.PostAsync($"/api/runs/{run}/erase", new { reason = "asked to" })).Must(200);
        Assert.False(IsOnDisk(desk, text));
        Assert.True((await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
        Assert.Equal("[erased]", (await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200).Text("input"));
        Assert.Equal("Executed", (await desk.Console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
        Assert.Equal("ada", Assert.Single(await EntriesAsync(desk.Console.Ada, "&kind=texts.erased.v1")).Text("actor"));

        var key = AuditSignature.FingerprintOf((await desk.Console.Ada.GetAsync("/api/audit/head")).Must(200).Text("key"));
        var check = EvidencePack.Check(Encoding.UTF8.GetBytes((await desk.Console.Ada.GetAsync($"/api/proposals/{proposal.Text("id")}/evidence")).Text), key);
        Assert.True(check.Ok, check.Lines[0]);
        Assert.Contains("the arguments were erased", check.Lines);
        await desk.KillAndRestartAsync();
        Assert.Equal("Completed", (await desk.Console.Rita.GetAsync($"/api/runs/{run}")).Must(200).Text("status"));
    }

    [Fact]
    public async Task I10_killed_while_it_writes_the_log_holds()
    {
        await using var desk = await CrashDesk.OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            var asked = Enumerable.Range(0, 12).Select(_ => TryAsync(() => desk.AskAsync("write"))).ToList();
            for (var answered = 0; answered <= round; answered++) await await Task.WhenAny(asked.Where(a => !a.IsCompleted).DefaultIfEmpty(asked[0]));
            await desk.KillAsync();
            await Task.WhenAll(asked);
            var (exit, output) = await Commands.VerifyAsync(desk.SettingsFile);
            Assert.True(exit == 0, output);
            await desk.RestartAsync();
        }
    }

    [Fact]
    public async Task I10_a_backup_that_was_put_back_does_nothing_until_an_admin_says_so()
    {
        Assert.SkipUnless(TestStore.IsSqlite, TestStore.OfSqliteAlone);
        await using var desk = await CrashDesk.OpenAsync();
        var database = Path.Combine(FolderOf(desk), "console.db");
        await desk.AskAsync("write");
        await desk.KillAsync();
        Execute(desk, "PRAGMA wal_checkpoint(TRUNCATE); UPDATE runs SET Active = Active");
        File.Copy(database, database + ".backup");
        await desk.RestartAsync();
        await desk.Console.Rita.ProposalOfAsync((await desk.AskAsync("write")).Run);
        await desk.KillAsync();
        await desk.RestartAsync(); // hands out a head at its start
        await desk.KillAsync();
        File.Delete(database + "-wal");
        File.Copy(database + ".backup", database, overwrite: true);

        var refused = await ConsoleProcess.StartInVainAsync(["--settings", desk.SettingsFile, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Audit:HeadsFile", refused.Errors, StringComparison.Ordinal);
        await using var adopted = await ConsoleProcess.StartAsync(desk.SettingsFile, TestContext.Current.CancellationToken, "--Audit:Adopt", "true");
        Assert.Single(await EntriesAsync(adopted.Ada, "&kind=audit.adopted.v1"));
        Assert.True((await adopted.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_database_from_before_the_log_is_chained_at_its_next_start_and_the_log_says_so()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (run, _) = await desk.AskAsync("write");
        var proposal = await desk.Console.Rita.ProposalOfAsync(run);
        await desk.KillAsync();
        var events = (long)Scalar(desk, "SELECT COUNT(*) FROM journal");
        Execute(desk, "DELETE FROM audit");
        File.Delete(Path.Combine(Path.GetDirectoryName(desk.SettingsFile)!, "keys", "heads.jsonl"));
        await desk.RestartAsync();

        Assert.True((await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
        var begun = Assert.Single(await EntriesAsync(desk.Console.Ada, "&kind=audit.begun.v1"));
        Assert.Equal(events, begun.GetProperty("detail").GetProperty("chainedLater").GetInt64());
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await desk.Console.Rita.UntilAsync(run, "Completed");
        Assert.True((await desk.Console.Ada.GetAsync("/api/audit/verify")).Must(200).GetProperty("ok").GetBoolean());
    }

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(Caller caller, string filter) =>
        [.. (await caller.GetAsync($"/api/audit?take=200{filter}")).Must(200).GetProperty("items").EnumerateArray()];

    private static string? Optional(JsonElement entry, string name) => entry.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string FolderOf(CrashDesk desk) => Path.GetDirectoryName(desk.SettingsFile)!;

    private static bool IsOnDisk(CrashDesk desk, string text) => new[] { "console.db", "console.db-wal" }.Select(f => Path.Combine(FolderOf(desk), f)).Where(File.Exists).Any(f =>
    {
        using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var all = new MemoryStream();
        file.CopyTo(all);
        return all.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (HttpRequestException)
        {
            // The console was killed before it answered.
        }
    }

    private static object Scalar(CrashDesk desk, string sql) => On(desk, sql, command => command.ExecuteScalar()!);

    private static void Execute(CrashDesk desk, string sql) => Assert.NotEqual(0, On(desk, sql, command => command.ExecuteNonQuery()));

    private static T On<T>(CrashDesk desk, string sql, Func<DbCommand, T> act)
    {
        using var database = TestStore.Open(FolderOf(desk));
        using var command = TestStore.CommandOf(database, sql);
        return act(command);
    }
}
