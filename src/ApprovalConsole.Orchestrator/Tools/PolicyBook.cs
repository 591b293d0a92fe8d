using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The policies in force. Every version is journaled, those that come from the settings too: an approval is bound to a version, so
/// other settings must be another version. Each carries the console's mark.</summary>
internal sealed class PolicyBook
{
    private const string Streams = "tool/";

    private readonly IReadOnlyDictionary<string, ToolPolicy> _settings;
    private readonly JournalReader _reader;
    private readonly JournalWriter _writer;
    private readonly DecisionSeal _seal;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyBook> _log;
    private ImmutableDictionary<string, PolicyInForce> _inForce = ImmutableDictionary<string, PolicyInForce>.Empty;

    /// <exception cref="SettingException">A policy cannot be enforced as it stands.</exception>
    public PolicyBook(
        IReadOnlyDictionary<string, ToolPolicy> settings, JournalReader reader, JournalWriter writer, DecisionSeal seal, TimeProvider time, ILogger<PolicyBook> log)
    {
        (_settings, _reader, _writer, _seal, _time, _log) = (settings, reader, writer, seal, time, log);
        foreach (var (id, policy) in settings)
            if (PolicyFaults.First(policy) is { } fault) throw new SettingException($"Tools:{id}:{fault.Key}", fault.Problem);
    }

    public event Action? Changed;

    /// <summary>The tool's policy; version 0 where nobody laid one down.</summary>
    public PolicyInForce For(string toolId) => _inForce.GetValueOrDefault(toolId) ?? PolicyInForce.None;

    /// <summary>Reads what is in force, and takes in settings that are not what they were. Where an admin has had a say, the stricter class
    /// holds and the rest stays as the admin left it.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var stream in await _reader.StreamsAsync(Streams, ct)) await LoadAsync(stream, ct);
        foreach (var (id, policy) in _settings)
        {
            var (now, hash) = (For(id), PolicyJson.HashOf(policy));
            if (now.SettingsHash == hash) continue;
            var taken = now.ByAdmin ? now.Policy with { Reversibility = (Reversibility)Math.Max((int)now.Policy.Reversibility, (int)policy.Reversibility) } : policy;
            await WriteAsync(id, new(taken, now.Version + 1, hash, now.ByAdmin), Actor.Console, ct);
        }
    }

    /// <summary>Lays down an admin's version.</summary>
    /// <returns>False where someone else was faster.</returns>
    public async Task<bool> SetAsync(string toolId, ToolPolicy policy, int version, Actor by, CancellationToken ct)
    {
        var settingsHash = _settings.TryGetValue(toolId, out var settings) ? PolicyJson.HashOf(settings) : "";
        if (!await WriteAsync(toolId, new(policy, version, settingsHash, ByAdmin: true), by, ct)) return false;
        Changed?.Invoke();
        return true;
    }

    private async Task LoadAsync(string stream, CancellationToken ct)
    {
        var versions = await _reader.ReadAsync<ToolEvent>(stream, 0, int.MaxValue, ct);
        var all = versions.Select(v => (ToolEvent.PolicySet)v.Event).ToList();
        var last = all[^1];
        var policy = last.Policy;
        if (!_seal.Holds(last) || last.ToolId != stream[Streams.Length..])
        {
            _log.LogError("The policy of {Tool} does not carry the console's mark: it was not laid down here. The tool is forbidden until an admin lays one down.", stream);
            policy = new ToolPolicy { Reversibility = Reversibility.Forbidden };
        }

        _inForce = _inForce.SetItem(stream[Streams.Length..], new(policy, versions.Count, last.SettingsHash, all.Exists(e => e.By.Channel is not Channel.Console)));
    }

    private async Task<bool> WriteAsync(string toolId, PolicyInForce policy, Actor by, CancellationToken ct)
    {
        var set = new ToolEvent.PolicySet(toolId, policy.Version, policy.Policy, policy.SettingsHash, by, "", _time.GetUtcNow());
        set = set with { Mac = _seal.Of(set) };
        if (await _writer.AppendAsync(new(Streams + toolId, policy.Version - 1, [EventCodec.Encode<ToolEvent>(set, set.At)], []), ct) is not Appended.Committed) return false;
        _inForce = _inForce.SetItem(toolId, policy);
        return true;
    }
}

/// <summary>A policy with its version and where it came from.</summary>
/// <param name="SettingsHash">Of the settings' own policy that this version knows of.</param>
/// <param name="ByAdmin">An admin has had a say in it.</param>
internal sealed record PolicyInForce(ToolPolicy Policy, int Version, string SettingsHash, bool ByAdmin)
{
    public static readonly PolicyInForce None = new(new(), 0, "", false);
}
