namespace ApprovalConsole.Web.Security;

/// <summary>Asks whoever signed a person in whether they are still who they were, with the same roles.</summary>
internal interface IConfirmation
{
    Task<Confirmed> AskAsync(Session session, CancellationToken ct);
}

internal enum Confirmed
{
    Yes,

    /// <summary>Disabled, signed out everywhere, or with other roles: the session ends.</summary>
    No,

    /// <summary>Nobody answers: nothing is decided until somebody does.</summary>
    Unknown,
}

/// <summary>Mode <c>Local</c>: the settings say who there is.</summary>
internal sealed class LocalConfirmation(LocalUsers users) : IConfirmation
{
    public Task<Confirmed> AskAsync(Session session, CancellationToken ct) =>
        Task.FromResult(users.Find(session.Subject) is { } user && session.Roles.SetEquals(user.Roles) ? Confirmed.Yes : Confirmed.No);
}
