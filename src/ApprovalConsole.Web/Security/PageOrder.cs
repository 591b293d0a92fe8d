using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Security;

/// <summary>Orders that are given on one part of a page: one at a time, through the door, with the words for what became of the last. A journal that cannot be written breaks no page.</summary>
public sealed class PageOrder(Doorkeeper door)
{
    private const string NotRecorded = "Not recorded: the journal cannot be written now. Press again.";

    /// <summary>It is under way: nothing else is taken.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Why the last one was not taken; null: it was, or there was none.</summary>
    public string? Fault { get; set; }

    /// <param name="roles">Whose order it can be; a list, as <c>[Authorize]</c> reads it.</param>
    /// <param name="order">Gives back why it is refused; null: it is taken.</param>
    /// <param name="unwritten">Said in place of the usual words where the journal cannot be written.</param>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> SendAsync(Task<AuthenticationState> authentication, string roles, Func<Actor, Task<Refusal?>> order, string unwritten = NotRecorded)
    {
        if (IsOut) return false;
        (IsOut, Fault) = (true, null);
        try
        {
            var entry = await door.ForOrderAsync((await authentication).User, Channel.Page, roles, CancellationToken.None);
            Fault = (entry.Actor is { } by ? await order(by) : entry.Refusal)?.Message;
        }
        catch (JournalUnavailableException)
        {
            Fault = unwritten;
        }
        finally
        {
            IsOut = false;
        }

        return Fault is null;
    }
}
