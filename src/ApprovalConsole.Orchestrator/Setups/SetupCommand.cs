using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>An order to lay down an agent's settings or a model's price. Time and ids arrive in it.</summary>
internal abstract record SetupCommand(string Of, Actor By, DateTimeOffset At)
{
    /// <param name="Edited">The version that was edited.</param>
    /// <param name="ChangeId">Of the change that this makes, where another admin has to agree.</param>
    /// <param name="OneMayWeaken">One admin is enough: for a demo.</param>
    public sealed record LayDown(string Of, Setup Setup, int Edited, string ChangeId, bool OneMayWeaken, Actor By, DateTimeOffset At) : SetupCommand(Of, By, At);

    public sealed record Confirm(string Of, string ChangeId, Actor By, DateTimeOffset At) : SetupCommand(Of, By, At);

    public sealed record Reject(string Of, string ChangeId, Actor By, DateTimeOffset At) : SetupCommand(Of, By, At);
}
