using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The policies in force. Settings are a policy's first version; what admins lay down in the console is kept and wins.</summary>
internal sealed class PolicyBook
{
    private readonly ReadPool _databases;
    private ImmutableDictionary<string, (ToolPolicy Policy, int Version)> _policies;

    /// <exception cref="SettingException">A policy cannot be enforced as it stands.</exception>
    public PolicyBook(IReadOnlyDictionary<string, ToolPolicy> settings, ReadPool databases)
    {
        _databases = databases;
        foreach (var (id, policy) in settings)
            if (PolicyFaults.First(policy) is { } fault) throw new SettingException($"Tools:{id}:{fault.Key}", fault.Problem);
        _policies = settings.ToImmutableDictionary(p => p.Key, p => (p.Value, 1));
    }

    public event Action? Changed;

    /// <summary>The tool's policy and its version; version 0 where nobody laid one down.</summary>
    public (ToolPolicy Policy, int Version) For(string toolId) => _policies.TryGetValue(toolId, out var found) ? found : (new ToolPolicy(), 0);

    /// <summary>Reads what admins have laid down.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var row in await _databases.ReadAsync(database => database.Policies.AsNoTracking().ToListAsync(ct)))
            _policies = _policies.SetItem(row.ToolId, (JsonSerializer.Deserialize<ToolPolicy>(row.Document, SettingsFiles.Binding)!, row.Version));
    }

    public void Take(string toolId, ToolPolicy policy, int version)
    {
        _policies = _policies.SetItem(toolId, (policy, version));
        Changed?.Invoke();
    }
}
