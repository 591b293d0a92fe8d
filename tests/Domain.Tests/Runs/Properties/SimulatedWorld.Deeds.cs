using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>What can happen.</summary>
internal sealed partial class SimulatedWorld
{
    private static readonly string[] ToolNames = ["look", "look", "look", "look", "look", "ask_user", "note", "tag", "refund", "refund", "mail", "pay", "sync", "book", "book", "wire", "wipe", "delegate", "noSuchTool"];

    private void PerformSomethingDue()
    {
        if (Run.Session is not null && _dice.Next(4) == 0) Send(SomeAsking());
        var due = RunDue.WorkOf(Run).ToList();
        if (due.Count > 0) Perform(due[_dice.Next(due.Count)]);
    }

    /// <summary>An agent elsewhere asks, with a key that it may have used before.</summary>
    private RunCommand.AskCall SomeAsking() => new(OutsideSession.HashOf($"k{_dice.Next(40)}"), ToolNames[_dice.Next(ToolNames.Length)], RandomArguments(), "Because.", _now);

    private void Perform(Effect due)
    {
        switch (due)
        {
            case Effect.AskModel e:
                var price = _dice.Next(2) == 0 ? Story.Price : Story.Price with { CachedInput = Story.Price.Input };
                var choice = Routing.Choose(Run, _dice.Next(2) == 0 ? ["cheap", "strong", "spare"] : ["strong"], _now);
                Send(new RunCommand.BeginModelCall(e.Step, e.Attempt, choice.Route, "m", Story.Price, 200 + _dice.Next(1500), 256 + _dice.Next(2000), _living, _now.AddSeconds(60), _now)
                {
                    MessagesTold = Run.Messages.Length - (_dice.Next(30) == 0 ? 1 : 0), WhyRoute = choice.Why, FallOver = choice.FallOver,
                    Trim = _dice.Next(3) > 0 ? ContextTrimming.Of(Run, new(choice.Route, 500, _dice.Next(2) == 0 ? 100 : 100_000, price)) : null,
                });
                break;
            case Effect.ValidateCall e:
                var call = Run.Calls[e.CallId];
                var verdict = new RunCommand.RecordVerdict(e.CallId, VerdictOf(call, call.Asked.ToString()), _now);
                if (_dice.Next(4) > 0) Send(verdict);
                else _slowVerdicts.Add(verdict);
                break;
            case Effect.StartChild e:
                Send(new RunCommand.BeginChild(e.CallId, RandomLimits(), _dice.Next(2) == 0, AnswerNeeds.Nothing, _now));
                break;
            case Effect.Advance e:
                Send(new RunCommand.Advance(e.Step, _now));
                break;
            case Effect.CallTool e:
                var begin = new RunCommand.BeginToolCall(
                    e.CallId, VerdictOf(Run.Calls[e.CallId], Run.Calls[e.CallId].Arguments!.Value.ToString()), _dice.Next(20) > 0, _living, _now);
                Send(begin);
                if (Run.Calls[e.CallId].Status is CallStatus.Out) _sendings.Add(begin);
                break;
        }
    }

    /// <summary>A child does something, or has ended; now and then the news is old.</summary>
    private void SomethingIsHeardOfAChild(bool hasEnded)
    {
        var children = (_dice.Next(8) == 0 ? Run.Children.Values : Run.OpenChildren).OrderBy(c => c.CallId, StringComparer.Ordinal).ToList();
        if (children.Count == 0) return;
        var (child, granted) = (children[_dice.Next(children.Count)], new Grant(_dice.Next(2), _dice.Next(2) * 100, 0.001m * _dice.Next(2), _dice.Next(2)));
        var all = child.Standing.Granted + granted;
        var standing = new ChildStanding(
            (RunStatus)_dice.Next(hasEnded ? (int)RunStatus.Completed : 0, hasEnded ? (int)RunStatus.Cancelled + 1 : (int)RunStatus.Completed), child.Standing.Version + _dice.Next(4),
            new(_dice.NextInt64(child.Share.Tokens + all.Tokens + 1), 0, 0, child.Share.CostUsd * _dice.Next(3) / 2),
            _dice.Next(child.Share.Steps + all.Iterations + 1), child.Standing.ActiveMs + _dice.Next(200), all, _dice.Next(4) == 0);
        Send(new RunCommand.HearOfChild(child.CallId, standing, hasEnded ? WordsOf(child) : "", _dice.Next(200), _now.AddSeconds(-_dice.Next(30)), _now));
    }

    private string WordsOf(Child child) => child.Choice is null || _dice.Next(3) == 0 ? "That is all." : $$"""{"answer":"{{(_dice.Next(3) == 0 ? "unknown" : "a")}}","confidence":0.{{_dice.Next(10)}},"reason":"So."}""";

    private void SomethingIsDeniedElsewhere() => Send(new RunCommand.DenyEffects(
        [.. Run.Calls.Values.Where(c => c is { IsWrite: true, Terms: not null }).OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Terms!.EffectHash).Skip(_dice.Next(3)).Take(2), $"other{_dice.Next(3)}"], _now));

    private void SomethingComesBack()
    {
        if (_slowVerdicts.Count > 0 && _dice.Next(3) == 0) Send(_slowVerdicts[_dice.Next(_slowVerdicts.Count)] with { At = _now });
        else if (Run.Model is not null) ModelComesBack();
        else if (_sendings.Count > 0) ToolComesBack(_sendings[_dice.Next(_sendings.Count)].CallId);
    }

    /// <summary>Whatever is out succeeds; the model has nothing more to ask.</summary>
    private void BringEverythingBack()
    {
        if (Run.Model is { } m) Send(new RunCommand.RecordModelReply(m.Step, m.Attempt, "Done.", [], new(10, 0, 10), "stop", 10, _now));
        foreach (var call in Run.Calls.Values.Where(c => c.Status is CallStatus.Out).ToList())
            Send(new RunCommand.RecordToolOutcome(call.Id, call.ExecutionId, new ToolOutcome.Succeeded("\"done\""), 10, _now));
    }

    private void ModelComesBack()
    {
        var attempt = Run.Model!;
        var activeMs = _dice.Next(3000);
        if (_dice.Next(6) == 0)
        {
            Send(new RunCommand.RecordModelFailure(attempt.Step, attempt.Attempt, "modelError", "Broken off.", _dice.Next(4) > 0, _dice.Next(2) > 0, TimeSpan.FromSeconds(_dice.Next(3)), activeMs, _now));
            return;
        }

        // The provider keeps to the clamp.
        TokenCount? usage = _dice.Next(8) == 0 ? null : new(_dice.NextInt64(attempt.InputTokensReserved + 1), 0, _dice.NextInt64(attempt.OutputTokensMax + 1));
        var calls = Enumerable.Range(0, _dice.Next(6)).Select(RandomCall).Select(c => c.Name == DelegateTool.Name && _dice.Next(5) > 0 ? c with { Arguments = Ask.Delegate($"part {_dice.Next(3)}").Arguments } : c).ToList();
        Send(new RunCommand.RecordModelReply(attempt.Step, attempt.Attempt, _dice.Next(8) == 0 ? "" : "Well.", [.. calls], usage, "stop", activeMs, _now));
    }

    private ModelToolCall RandomCall(int i) => ToolNames[_dice.Next(ToolNames.Length)] is var tool && tool == AskUserTool.Name && _dice.Next(5) > 0 ? new($"p{i}", tool, Ask.User().Arguments) : new($"p{i}", tool, RandomArguments());

    private string RandomArguments() => _dice.Next(12) switch
    {
        0 => "{\"order\":",
        1 => """{"order":7}""",
        2 => """{"order":"A1","order":"A2"}""",
        var n => $$"""{"order":"A{{n % 3}}","amount":{{(n < 5 ? 500 : 20)}}{{(n % 2 == 0 ? ",\"text\":\"key\"" : "")}}}""",
    };

    private void ToolComesBack(string callId)
    {
        var call = Run.Calls[callId];
        ToolOutcome outcome = _dice.Next(10) switch
        {
            < 5 => new ToolOutcome.Succeeded($"\"{_dice.Next(8)}{new string('.', _dice.Next(2) == 0 ? 3_000 : 0)}\""),
            5 => new ToolOutcome.ReportedError("no"),
            6 when _dice.Next(2) == 0 => new ToolOutcome.Unusable("withheld", "It is somebody else's."),
            6 => new ToolOutcome.NotExecuted("refusedConnection", "nobody"),
            _ => new ToolOutcome.Unknown("silence"),
        };

        // Mostly the latest sending; now and then the answer to one long given up.
        var sending = _dice.Next(5) == 0 ? 1 + _dice.Next(Math.Max(1, call.Sendings)) : call.Sendings;
        Send(new RunCommand.RecordToolOutcome(callId, call.ExecutionIdOf(sending), outcome, _dice.Next(2000), _now));
    }

    private void SomebodyDecides()
    {
        var proposals = (_dice.Next(10) == 0 ? Run.Proposals.Values : Run.PendingProposals).OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        if (proposals.Count == 0) return;
        var decision = DecisionOn(proposals[_dice.Next(proposals.Count)], (DecisionKind)Math.Max(0, _dice.Next(9) - 4), Crowd[_dice.Next(Crowd.Length)]);
        Send(_dice.Next(20) switch
        {
            0 => decision with { ArgumentsHash = "other" },
            1 => decision with { ViewHash = "other" },
            _ => decision,
        });
    }

    private RequestedCall GivenCall(int n) => new($"r1.1.{n}", $"r1.1.{n}", ToolNames[_dice.Next(ToolNames.Length)], RandomArguments()) { Undoes = $"r0.1.{n}" };

    private void SomebodyTakesBack()
    {
        var done = Run.Calls.Values.Where(c => c.IsDone).OrderBy(c => c.Id, StringComparer.Ordinal).ToList();
        if (done.Count == 0) return;
        var call = done[_dice.Next(done.Count)];
        Send(new RunCommand.StartUndo($"u{_ids++}", [call.Id], call.Undo is { } last && _dice.Next(2) == 0 ? [(call.Id, last.RunId)] : [], People.Sam, _now));
    }

    private void SomebodyRecalls()
    {
        var proposals = Run.Proposals.Values.Where(p => p.Answered is ProposalStatus.Approved).OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        if (proposals.Count > 0) Send(new RunCommand.RecallApproval(proposals[_dice.Next(proposals.Count)].Id, Crowd[_dice.Next(Crowd.Length)], _now));
    }

    private void ColleaguesTalk()
    {
        var by = Crowd[_dice.Next(Crowd.Length)];
        if (Run.Proposals.Values.OrderBy(p => p.Id, StringComparer.Ordinal).LastOrDefault() is { } proposal)
            Send(_dice.Next(2) == 0 ? new RunCommand.Comment(proposal.Id, $"m{_dice.Next(3)}", by, "look", _now) : new RunCommand.HandOver(proposal.Id, _dice.Next(2) == 0 ? null : Crowd[0].Subject, null, by, "", _now));
        if (Run.Calls.Values.Where(c => c.Status is CallStatus.Unknown).OrderBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault() is { } lost) Send(new RunCommand.TakeOnOutcome(lost.Id, by, _now));
    }

    private void SomebodyIsBlocked()
    {
        var approvals = Run.Proposals.Values.SelectMany(p => p.Approvals).OrderBy(a => a.DecisionId, StringComparer.Ordinal).ToList();
        if (approvals.Count > 0 && _dice.Next(2) == 0) Send(new RunCommand.VoidApprovals([new(approvals[_dice.Next(approvals.Count)].By.Subject, _now)], _now));
    }

    private RunCommand.RecordDecision DecisionOn(Proposal proposal, DecisionKind kind, Actor by)
    {
        var call = Run.Calls[proposal.CallId];
        var edited = kind is DecisionKind.Edit ? VerdictOf(call, call.IsAnswer ? """{"text":"By hand."}""" : RandomArguments()) : null;
        var id = $"d{_ids++}";
        return new(proposal.Id, kind, id, id, by, proposal.ArgumentsHash, proposal.ViewHash, "because", edited, call.IsQuestion && _dice.Next(4) > 0 ? "\"a\"" : "\"by hand\"", _dice.Next(8) == 0, _now)
        {
            // Now and then somebody without the authority, or with a look at what is so now.
            IsWithinAuthority = _dice.Next(15) > 0,
            Fresh = _dice.Next(3) == 0 ? VerdictOf(call, proposal.Arguments.ToString()) : null,
        };
    }

    private void AProbeAnswers()
    {
        if (RunDue.OwnOf(Run).OfType<Effect.AskProbe>().FirstOrDefault() is not { CallId: var id, NextAt: var nextAt }) return;
        if (nextAt > _now && _dice.Next(3) > 0) _now = nextAt;
        Send(new RunCommand.RecordProbe(id, Run.Calls[id].ExecutionId, Story.ReadingOf((ProbeFinding)_dice.Next(3), _now.AddSeconds(-_dice.Next(3))), _now));
    }

    private void SomebodyRules()
    {
        var sent = Run.Calls.Values.Where(c => c.Sendings > 0).OrderBy(c => c.Status is CallStatus.Unknown ? 0 : 1).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
        if (sent.Count > 0)
            Send(new RunCommand.SettleOutcome(sent[0].Id, (SettledOutcome)_dice.Next(3), Crowd[_dice.Next(Crowd.Length)], "looked it up", _now));
    }

    /// <summary>Another run has the same deed in hand, or is done with it.</summary>
    private void SomebodyElseIsAtIt()
    {
        var calls = Run.Calls.Values.Where(c => c.Status is CallStatus.Ready or CallStatus.Approved).OrderBy(c => c.Id, StringComparer.Ordinal).ToList();
        if (calls.Count == 0) return;
        var call = calls[_dice.Next(calls.Count)];
        Send(call.BlockedBy is null ? new RunCommand.BlockCall(call.Id, "r9.1.1", _now) : new RunCommand.UnblockCall(call.Id, _dice.Next(2) == 0, _now));
    }

    private void Withdraw()
    {
        ColleaguesTalk();
        SomebodyIsBlocked();
        SomebodyRecalls();
        SomebodyTakesBack();
        if (_dice.Next(2) == 0 && Run.PendingProposals.FirstOrDefault() is { } pending) Send(new RunCommand.WithdrawProposal(pending.Id, People.Sam, "not now", _now));
    }

    private void Crash()
    {
        // Half of the time only deadlines are looked at.
        if (_dice.Next(2) == 0) _living = new("node", $"e{++_ids}");
        Send(new RunCommand.Recover(_living, _lastSign, _now));
        _lastSign = _now;
    }

    private void TimePasses()
    {
        _now += TimeSpan.FromMinutes(_dice.Next(2) == 0 ? 20 : 60 * 26);
        Send(new RunCommand.Wake(_now));
    }

    private void SomethingChanges()
    {
        var (name, tool) = _tools.ElementAt(_dice.Next(_tools.Count));
        _tools[name] = _dice.Next(6) switch
        {
            0 => tool with { Status = ToolStatus.Changed, StatusReason = "changed" },
            1 => tool.WithDescription($"v{_ids++}"),
            2 => tool.WithPolicy(p => p with { HoldSeconds = 30 }),
            3 => tool.WithPolicy(p => p with { Reversibility = (Reversibility)_dice.Next(5) }),
            4 => tool.WithPolicy(p => p with { Permissions = ["missing"] }),
            _ => Toolbox.All.Single(t => t.Definition.Name == name) with { PolicyVersion = tool.PolicyVersion + 1 },
        };
    }

    private Verdict VerdictOf(ToolCall call, string arguments) => call.IsAnswer
        ? AnswerGate.Assess(Run, call, arguments, Telling.Contexts.Of(Run.OnBehalfOf) with { Evidence = new(() => Evidence.Before(Run, call.Step)) })
        : call.IsQuestion ? ChooseTool.Assess(arguments, Telling.Contexts.Of(Run.OnBehalfOf)) : VerdictOn(call.Name, arguments);

    private Verdict VerdictOn(string tool, string arguments) => CallValidator.Assess(tool, arguments, [.. _tools.Select(t => (t.Key, t.Value)), (DelegateTool.Name, Story.Delegate), (DelegateTool.Id, Story.Delegate), (AskUserTool.Name, AskUserTool.Tool)], Telling.Contexts.Of(Run.OnBehalfOf)).Verdict!;
}
