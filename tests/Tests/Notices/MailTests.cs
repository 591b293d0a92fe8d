using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Notices;

/// <summary>People who are told by e-mail: of everything once, and of no word of what is in it.</summary>
public sealed class MailTests
{
    private static MailSettings To(int port) => new()
    {
        Host = "127.0.0.1", Port = port, Security = MailSecurity.None, From = "console@example.com", To = ["rita@example.com", "remy@example.com"], Events = [NoticeType.Waiting, NoticeType.Decided],
    };

    [Fact]
    public async Task Whoever_is_named_is_told_what_waits_and_where_and_not_what_is_in_it()
    {
        await using var server = MailServer.Start();
        await using var host = await TellingHost.MailingAsync(("people", To(server.Port)));
        var proposal = await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:secret-word"));
        await GateHost.UntilAsync(() => Task.FromResult(!server.Taken.IsEmpty), "nobody was told");

        var mail = Assert.Single(server.Taken);
        Assert.Contains("waits for a decision", mail.Subject, StringComparison.Ordinal);
        Assert.Contains($"https://console.test/inbox/{proposal.Id}", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", mail.ToString(), StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(["RCPT TO:<rita@example.com>", "RCPT TO:<remy@example.com>"], server.Recipients);
    }

    [Fact]
    public async Task A_server_that_is_down_or_does_not_take_it_is_asked_again_with_the_same_id()
    {
        await using var server = MailServer.Start(times => times == 1 ? "451 later" : null);
        int port;
        await using (var gone = MailServer.Start()) port = gone.Port;
        await using var host = await TellingHost.MailingAsync(("busy", To(server.Port)), ("down", To(port)));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        await GateHost.UntilAsync(async () => (await host.DeliveriesAsync("down")).Any(d => d.Attempts > 0) && (await host.DeliveriesAsync("busy")).Any(d => d.Attempts > 0), "nobody was tried");
        await using var back = MailServer.Start(port: port);
        host.GoAhead(TimeSpan.FromMinutes(1));
        await GateHost.UntilAsync(() => Task.FromResult(!server.Taken.IsEmpty && !back.Taken.IsEmpty), "it was not tried again");
        Assert.Equal($"{(await host.DeliveriesAsync("busy")).Single().Id}.busy@console.test", Assert.Single(server.Taken).MessageId);
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_is_told_nothing_where_it_must()
    {
        await using var server = MailServer.Start();
        await using var host = await TellingHost.MailingAsync(("people", To(server.Port) with { Security = MailSecurity.StartTls, GiveUpAfter = TimeSpan.Zero }));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        await GateHost.UntilAsync(async () => (await host.StandAsync("people")).Dead == 1, "it was not given up");
        Assert.Empty(server.Taken);
        Assert.Empty(server.Recipients);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_notice_has_words_of_its_own(string type) => Assert.DoesNotContain(
        type, MailWords.Of($$$"""{"type":"{{{type}}}","timestamp":"2026-01-01T00:00:00Z","data":{"tool":"box.write","agent":"clerk","link":"https://console.test/"}}""").Subject, StringComparison.Ordinal);

    public static TheoryData<string> Types => [.. NoticeType.All];
}
