using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>An agent, and what its settings come to now.</summary>
/// <param name="Tools">Each that its settings name, by id.</param>
/// <param name="Unmatched">Names and patterns of its settings that no tool has.</param>
/// <param name="Routes">One for each purpose; none where it runs elsewhere.</param>
public sealed record AgentView(Agent Agent, ImmutableArray<AgentToolView> Tools, ImmutableArray<string> Unmatched, ImmutableArray<PurposeRoute> Routes);

/// <summary>A tool of an agent.</summary>
/// <param name="IsSeen">A run that began now would see it. False: it is named, and cannot be called.</param>
/// <param name="Why">Why it cannot be called, or does not answer; null while it can.</param>
public sealed record AgentToolView(string Id, Reversibility Reversibility, bool IsSeen, string? Why);

/// <summary>Which models are asked for a purpose.</summary>
/// <param name="Models">The one to ask first in front; at least one.</param>
public sealed record PurposeRoute(Purpose Purpose, ImmutableArray<string> Models);

/// <summary>A model that can be asked.</summary>
/// <param name="Name">The console's name for it.</param>
/// <param name="Model">The provider's name for it.</param>
/// <param name="Host">Where it is asked, as in <c>127.0.0.1:9000</c>: nothing of the address that could be a secret. Null where the host program brings it.</param>
/// <param name="Price">USD per million tokens.</param>
/// <param name="MaxOutputTokens">Tokens that one reply may have.</param>
/// <param name="ContextTokens">Tokens that it can read at most.</param>
/// <param name="Silence">Longest silence before an attempt is given up.</param>
public sealed record ModelView(string Name, string Model, string? Host, Price Price, long MaxOutputTokens, long ContextTokens, TimeSpan Silence);
