using ApprovalConsole.Orchestrator.Access;

namespace ApprovalConsole.Web.Security;

/// <summary>Reviewers to whom a proposal can be handed: those of the settings in mode <c>Local</c>, else those who are signed in at this node.</summary>
public sealed class Colleagues
{
    private readonly SignInMode _mode;
    private readonly LocalUsers _users;
    private readonly Sessions _sessions;
    private readonly BlockList _blocks;

    internal Colleagues(SignInMode mode, LocalUsers users, Sessions sessions, BlockList blocks) => (_mode, _users, _sessions, _blocks) = (mode, users, sessions, blocks);

    public IEnumerable<Colleague> All => Known.Where(c => !_blocks.Holds(c.Subject)).DistinctBy(c => c.Subject, StringComparer.OrdinalIgnoreCase).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public Colleague? Find(string subject) => All.FirstOrDefault(c => string.Equals(c.Subject, subject, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Colleague> Known => _mode is SignInMode.Local
        ? _users.All.Where(u => u.Roles.Contains(Roles.Reviewer)).Select(u => new Colleague(u.Name, u.Name))
        : _sessions.All.Where(s => s.Roles.Contains(Roles.Reviewer)).Select(s => new Colleague(s.Subject, s.Name));
}

/// <param name="Name">How others read it.</param>
public sealed record Colleague(string Subject, string Name);
