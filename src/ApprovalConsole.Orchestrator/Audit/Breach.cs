using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The journal is not what the audit log says it was, or is not the one of this console: what people decided cannot be known from it. Nothing is sent until somebody adopts it as it is.</summary>
public sealed class Breach
{
    internal const string IsItsEntry = $"\"Kind\" IN ('{AuditKinds.Adopted}', '{AuditKinds.Broken}')";

    private const int MostKept = 20;

    private readonly LiveFeed _feed;
    private ImmutableArray<string> _findings = [];

    internal Breach(LiveFeed feed) => _feed = feed;

    /// <summary>What was found, a sentence each; empty while all holds.</summary>
    public ImmutableArray<string> Findings => _findings;

    /// <summary>What there is to do about it.</summary>
    public const string WhatToDo =
        "Nothing is sent. Find out what happened (command verify). To go on with the database as it is, start once with --Audit:Adopt true: what was approved and not sent then goes to the unknown desk.";

    /// <summary>Why nothing may be sent; null while it may.</summary>
    internal Halt? WhyNot => _findings is [var first, ..] ? new(HaltReason.GateUnproven, $"The journal is not what the audit log says it was, and nothing is sent: {first}") : null;

    /// <returns>False where that was known.</returns>
    internal bool Found(string finding)
    {
        if (!ImmutableInterlocked.Update(ref _findings, found => found.Contains(finding) || found.Length >= MostKept ? found : found.Add(finding))) return false;
        Announce();
        return true;
    }

    internal void IsAdopted()
    {
        ImmutableInterlocked.Update(ref _findings, _ => []);
        Announce();
    }

    private void Announce()
    {
        _feed.Nudge(Topic.Stops);
        _feed.Nudge(Topic.Runs);
    }
}
