using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Telling;

/// <summary>What the model, the tools, people and time do.</summary>
internal sealed partial class Story
{
    public static readonly Price Price = new(2.5m, 0.25m, 10m);

    // The model.

    /// <summary>From now on replies are asked of these models, the first in front.</summary>
    public Story RoutedTo(params string[] routes)
    {
        _routes = [.. routes];
        return this;
    }

    /// <summary>From now on requests are trimmed by what their model costs and can read.</summary>
    public Story With(Price price, long fixedBytes = 4_000, long windowTokens = 128_000)
    {
        _context = new("", fixedBytes, windowTokens, price);
        return this;
    }

    /// <summary>From now on the model's calls count in this budget.</summary>
    /// <param name="spent">Null: nobody has looked.</param>
    public Story CountsIn(string scope, decimal limit, decimal? spent = null, decimal reserved = 0)
    {
        _budgets = [.. _budgets.Where(b => b.Scope != scope), new(scope, BudgetScope.Read(scope)!.WindowAt(Now), limit, spent is { } usd ? new(usd, reserved) : null)];
        return this;
    }

    public Story ModelIsAsked(long inputTokens = 1000, long outputTokens = 1000)
    {
        var (step, attempt) = RunDue.WorkOf(Run).OfType<Effect.AskModel>().Select(e => (e.Step, e.Attempt)).FirstOrDefault((Run.Steps.Length + 1, Run.FailedAttempts + 1));
        var choice = Routing.Choose(Run, _routes, Now);
        var trim = _context is { } terms ? ContextTrimming.Of(Run, terms with { Route = choice.Route }) : null;
        return Do(new RunCommand.BeginModelCall(step, attempt, choice.Route, "m-large", Price, inputTokens, outputTokens, _living, Now.AddSeconds(90), Now)
        {
            MessagesTold = Run.Messages.Length,
            WhyRoute = choice.Why, FallOver = choice.FallOver, Trim = trim, Budgets = _budgets,
        });
    }

    public Story ModelReplies(Ask[] calls, string text = "", TokenCount? usage = null, double activeMs = 100, string finish = "stop") => Do(new RunCommand.RecordModelReply(
        Run.Model!.Step, Run.Model.Attempt, text, [.. calls.Select((c, i) => new ModelToolCall($"p{i}", c.Tool, c.Arguments))], usage ?? new(500, 0, 50), finish, activeMs, Now));

    public Story ModelAnswers(string text = "Done.") => ModelIsAsked().ModelReplies([], text);

    public Story ModelFails(bool mayRetry = true, bool wasSent = true, double activeMs = 100, double pauseSeconds = 1) => Do(new RunCommand.RecordModelFailure(
        Run.Model!.Step, Run.Model.Attempt, "modelError", "It broke off.", mayRetry, wasSent, TimeSpan.FromSeconds(pauseSeconds), activeMs, Now));

    /// <summary>Asked, replied, and every call through the three layers.</summary>
    public Story ModelCalls(params Ask[] calls)
    {
        ModelIsAsked().ModelReplies(calls);
        for (var n = 1; n <= calls.Length; n++) Validated(n);
        return this;
    }

    public Story LooksAt(string order, string result) => ModelCalls(Ask.Look(order)).Sends(1).Answers(1, result);

    public Story Validated(int n) => Do(new RunCommand.RecordVerdict(Call(n).Id, VerdictOf(Call(n), Call(n).Asked.ToString()), Now));

    public Verdict VerdictOn(string tool, string arguments) => CallValidator.Assess(
        tool, arguments, [.. _tools.Select(t => (t.Key, t.Value))], new(Run.OnBehalfOf, Run.Agent, "call", Now, Known)).Verdict!;

    /// <summary>What the world answers to look-ups.</summary>
    public Knowledge Known { get; private set; } = Knowledge.None;

    public Story Knowing(Knowledge known)
    {
        Known = known;
        return this;
    }

    /// <summary>A run without a model, with these calls to make; the first is through the three layers.</summary>
    public static Story AnUndo(params Ask[] calls)
    {
        var given = calls.Select((c, i) => new RequestedCall($"u1.1.{i + 1}", $"u1.1.{i + 1}", c.Tool, c.Arguments)
        {
            Undoes = $"r1.1.{i + 1}", Still = """{"state":{"tool":"desk.nothing","path":"/a","in":[1]}}""",
        });
        return new Story().Do(new RunCommand.Start("u1", RunKind.Undo, "r1", "desk", People.Paula, "Take it back.", new(), People.Sam, "{}", Noon) { Calls = [.. given] }).Validated(1);
    }

    /// <param name="n">Among all calls of the run, from 1.</param>
    public Story IsTakenBack(int n, string undoRun, params (string CallId, string UndoRunId)[] cameToNothing) =>
        Do(new RunCommand.StartUndo(undoRun, [Run.Calls.Values.OrderBy(c => c.Step).ThenBy(c => c.Index).ElementAt(n - 1).Id], [.. cameToNothing], People.Sam, Now));

    // Tools.

    public Story Sends(int n, bool genuine = true, Verdict? verdict = null) => Do(new RunCommand.BeginToolCall(
        Call(n).Id, verdict ?? VerdictOf(Call(n), Call(n).Arguments!.Value.ToString()), genuine, _living, Now));

    /// <summary>An equal call of another run is open.</summary>
    public Story IsBlocked(int n, string by = "r2.1.1") => Do(new RunCommand.BlockCall(Call(n).Id, by, Now));

    public Story IsUnblocked(int n, bool likeHappened = false) => Do(new RunCommand.UnblockCall(Call(n).Id, likeHappened, Now));

    public Story Answers(int n, string result = "\"done\"", int? sending = null) => Comes(n, new ToolOutcome.Succeeded(result), sending);

    public Story ReportsError(int n, int? sending = null) => Comes(n, new ToolOutcome.ReportedError("No such order."), sending);

    public Story ProvesNotExecuted(int n, int? sending = null) => Comes(n, new ToolOutcome.NotExecuted("refusedConnection", "Nobody listens."), sending);

    /// <summary>It answers, and the answer must not be used.</summary>
    public Story AnswersUnusably(int n, string code = "withheld") => Comes(n, new ToolOutcome.Unusable(code, "It is somebody else's."), null);

    /// <summary>An admin blocks them; the run hears of it.</summary>
    public Story IsToldOfBlocked(params Actor[] blocked) => Do(new RunCommand.VoidApprovals([.. blocked.Select(b => new Blocking(b.Subject, Now))], Now));

    public Story Recalls(int n, Actor by) => Do(new RunCommand.RecallApproval(ProposalOf(n).Id, by, Now));

    public Story GoesSilent(int n, double activeMs = 100) => Comes(n, new ToolOutcome.Unknown("No answer within 30 s."), null, activeMs);

    public Story Comes(int n, ToolOutcome outcome, int? sending = null, double activeMs = 100) =>
        Do(new RunCommand.RecordToolOutcome(Call(n).Id, $"{Call(n).Id}.x{sending ?? Call(n).Sendings}", outcome, activeMs, Now));

    public Story ToolChanges(string name, Func<Tool, Tool> change)
    {
        _tools[name] = change(_tools[name]);
        return this;
    }

    // People.

    public Story Approves(int n, Actor by) => Decides(n, DecisionKind.Approve, by);

    public Story Approves(int n, Actor by, string checkedHow) => Do(Decision(n, DecisionKind.Approve, by) with { Checked = checkedHow });

    public Story Rejects(int n, Actor by, bool stop = false) => Do(Decision(n, DecisionKind.Reject, by) with { StopsRun = stop });

    public Story Revises(int n, Actor by) => Decides(n, DecisionKind.Revise, by);

    public Story Responds(int n, Actor by, string result) => Do(Decision(n, DecisionKind.Respond, by) with { Result = result });

    public Story Edits(int n, Actor by, string arguments, string? checkedHow = null) =>
        Do(Decision(n, DecisionKind.Edit, by) with { Edited = VerdictOf(Call(n), arguments), Checked = checkedHow is { } how ? (Payload?)how : null });

    /// <summary>An answer from a page that had the proposal painted for so long.</summary>
    public Story Sees(int n, DecisionKind kind, Actor by, TimeSpan seenFor, string? edited = null) =>
        Do(Decision(n, kind, by) with { SeenFor = seenFor, Edited = edited is null ? null : VerdictOf(Call(n), edited) });

    public Story Decides(int n, DecisionKind kind, Actor by) => Do(Decision(n, kind, by));

    /// <summary>An answer as the page would send it: bound to what is on the screen now.</summary>
    public RunCommand.RecordDecision Decision(int n, DecisionKind kind, Actor by) => new(
        ProposalOf(n).Id, kind, $"d{++_decisions}", $"body{_decisions}", by, ProposalOf(n).ArgumentsHash, ProposalOf(n).ViewHash, "because", null, "null", false, Now);

    public Story Withdraws(int n, Actor by) => Do(new RunCommand.WithdrawProposal(ProposalOf(n).Id, by, "no longer wanted", Now));

    public Story Rules(int n, SettledOutcome outcome, Actor by, string note = "seen in the ledger") => Do(new RunCommand.SettleOutcome(Call(n).Id, outcome, by, note, Now));

    /// <summary>The probe is asked now, and answers at once.</summary>
    /// <param name="askedAgo">How long ago it was asked.</param>
    public Story Probes(int n, ProbeFinding finding, TimeSpan askedAgo = default) => Do(new RunCommand.RecordProbe(Call(n).Id, Call(n).ExecutionId, ReadingOf(finding, Now - askedAgo), Now));

    public static ProbeReading ReadingOf(ProbeFinding finding, DateTimeOffset asked) => finding is ProbeFinding.CouldNotCheck
        ? ProbeReading.CouldNotCheck("desk.look cannot be reached")
        : new(finding, new(null, "desk.look", "hash", "/bookings", finding is ProbeFinding.Found ? """["B1"]""" : "[]", asked));

    public Story Grants(Grant grant, Actor by, bool mayExceed = false, string reason = "go on") => Do(new RunCommand.GrantMore(grant, by, mayExceed, reason, Now));

    public Story IsCancelled(Actor by) => Do(new RunCommand.Cancel(by, "stop it", Now));

    // Time and crashes.

    public Story After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Story Wakes() => Do(new RunCommand.Wake(Now));

    /// <summary>kill -9 and a new start: what was out belongs to a dead epoch.</summary>
    public Story Crashes(TimeSpan? lived = null)
    {
        _living = new("node", $"e{int.Parse(_living.Epoch[1..], System.Globalization.CultureInfo.InvariantCulture) + 1}");
        return Do(new RunCommand.Recover(_living, Now + (lived ?? TimeSpan.Zero), Now + (lived ?? TimeSpan.Zero)));
    }

    public Story Recovers() => Do(new RunCommand.Recover(_living, Now, Now));

    /// <summary>Somebody goes on with a journal that is not what it was.</summary>
    public Story IsAdopted() => Do(new RunCommand.Adopt(Now));

    // Whole passages.

    /// <summary>The model asks, people approve as often as needed, the call goes out.</summary>
    public Story IsOut(params Ask[] calls)
    {
        ModelCalls(calls);
        for (var n = 1; n <= calls.Length; n++) ApprovedIfNeeded(n).Sends(n);
        return this;
    }

    public Story ApprovedIfNeeded(int n)
    {
        foreach (var by in new[] { People.Rita, People.Remy }.TakeWhile(_ => Call(n).Status is CallStatus.Waiting)) Approves(n, by);
        return this;
    }

    public Story Succeeds(params Ask[] calls)
    {
        ModelCalls(calls);
        for (var n = 1; n <= calls.Length; n++) ApprovedIfNeeded(n).Sends(n).Answers(n, $"\"{Call(n).Id}\"");
        return this;
    }
}
