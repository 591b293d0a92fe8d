using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Tools as admins see and set them.</summary>
public sealed class Policies
{
    private readonly ToolCatalog _catalog;
    private readonly PolicyBook _book;
    private readonly JournalReader _reader;
    private readonly JournalWriter _writer;
    private readonly TimeProvider _time;

    internal Policies(ToolCatalog catalog, PolicyBook book, JournalReader reader, JournalWriter writer, TimeProvider time)
    {
        (_catalog, _book, _reader, _writer, _time) = (catalog, book, reader, writer, time);
    }

    public IReadOnlyList<ToolView> All => [.. _catalog.All.Select(ToolView.Of)];

    public ToolView? Find(string toolId) => _catalog.Find(toolId) is { } tool ? ToolView.Of(tool) : null;

    /// <summary>Lays down a policy; it holds from the next validation on.</summary>
    /// <param name="expectedVersion">The version that was edited; another means that someone was faster.</param>
    /// <returns>Null where it was taken.</returns>
    public async Task<Refusal?> SetAsync(string toolId, ToolPolicy policy, int expectedVersion, Actor by, CancellationToken ct)
    {
        if (_catalog.Find(toolId) is not { } tool) return new(RefusalCode.UnknownTool, $"There is no tool {toolId}.");
        if (PolicyFaults.First(policy) is { } fault) return new(RefusalCode.InvalidRequest, $"{fault.Key} {fault.Problem}.");
        if (tool.PolicyVersion != expectedVersion)
            return new(RefusalCode.PolicyChanged, $"The policy is at version {tool.PolicyVersion}; you edited version {expectedVersion}.");

        var stream = $"tool/{toolId}";
        var past = await _reader.ReadAsync<ToolEvent>(stream, 0, int.MaxValue, ct);
        var set = new ToolEvent.PolicySet(toolId, expectedVersion + 1, policy, by, _time.GetUtcNow());
        var row = new PolicyRow { ToolId = toolId, Version = set.Version, Document = JsonSerializer.Serialize(policy, ViewJson.Options) };
        var appended = await _writer.AppendAsync(
            new(stream, past.Count, [EventCodec.Encode<ToolEvent>(set, set.At)], [RowStatements.Upsert(row)]), ct);
        if (appended is not Appended.Committed) return new(RefusalCode.PolicyChanged, "Someone else has just changed the policy.");
        _book.Take(toolId, policy, set.Version);
        return null;
    }
}
