using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Answers that people are still writing, kept for each of them: after a reload, on another node, after a crash. What makes an end of a proposal's waiting makes an end of its drafts.</summary>
public sealed class Drafts
{
    /// <summary>A longer one is not kept.</summary>
    public const int MostCharacters = 262_144;

    private readonly JournalWriter _writer;
    private readonly ReadPool _databases;

    internal Drafts(JournalWriter writer, ReadPool databases) => (_writer, _databases) = (writer, databases);

    /// <summary>In the place of the one before. Of a proposal that no longer waits nothing is kept.</summary>
    /// <param name="document">As the page wrote it, and will read it.</param>
    /// <exception cref="JournalUnavailableException">It is not kept.</exception>
    public async Task SaveAsync(string proposalId, Actor by, string document, CancellationToken ct)
    {
        if (document.Length <= MostCharacters) await _writer.AppendAsync(new("", 0, [], [RowStatements.Keep(proposalId, by.Subject, document)]), ct);
    }

    /// <exception cref="JournalUnavailableException">It is there still.</exception>
    public async Task DropAsync(string proposalId, Actor by, CancellationToken ct) => await _writer.AppendAsync(new("", 0, [], [RowStatements.DropDraft(proposalId, by.Subject)]), ct);

    /// <returns>Null where they have none.</returns>
    public Task<string?> FindAsync(string proposalId, Actor by, CancellationToken ct) => _databases.ReadAsync(database =>
        database.Drafts.AsNoTracking().Where(d => d.ProposalId == proposalId && d.Subject == by.Subject).Select(d => d.Document).FirstOrDefaultAsync(ct));
}
