using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>A model ready to be asked.</summary>
/// <param name="Name">The console's name for it, from the settings.</param>
/// <param name="Model">The provider's name for it.</param>
internal sealed record ModelRoute(string Name, string Model, IChatClient Client, Price Price, long MaxOutputTokens);
