using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Tools as admins see and set them.</summary>
public sealed class Policies
{
    private readonly ToolCatalog _catalog;
    private readonly PolicyBook _book;
    private readonly AdmissionBook _admissions;

    internal Policies(ToolCatalog catalog, PolicyBook book, AdmissionBook admissions) => (_catalog, _book, _admissions) = (catalog, book, admissions);

    public IReadOnlyList<ToolView> All => [.. _catalog.All.Select(ViewOf)];

    /// <summary>Where tools come from: also a server that does not answer and of whose tools nothing is known.</summary>
    public IReadOnlyList<SourceView> Sources => [.. _catalog.Sources.Select(s => new SourceView(s.Name, s.Unreachable is null ? "Connected" : "Unreachable", s.Unreachable, s.Tools))];

    public ToolView? Find(string toolId) => _catalog.Find(toolId) is { } tool ? ViewOf(tool) : null;

    /// <summary>Lets agents see the tool as it is defined now.</summary>
    /// <param name="definitionHash">Of the definition that the admin has looked at.</param>
    /// <returns>Null where it was admitted.</returns>
    public async Task<Refusal?> AdmitAsync(string toolId, string? definitionHash, Actor by, CancellationToken ct)
    {
        if (_catalog.Find(toolId) is not { } tool) return new(RefusalCode.UnknownTool, $"There is no tool {toolId}.");
        if (string.IsNullOrEmpty(definitionHash)) return new(RefusalCode.InvalidRequest, "definitionHash is missing: an admission is bound to the definition that was looked at.");
        if (tool.Definition.Hash != definitionHash) return new(RefusalCode.Changed, "The definition is not the one that you looked at.");
        return await _admissions.AdmitAsync(tool.Definition, by, ct) ? null : new(RefusalCode.Changed, "Someone else has just admitted it.");
    }

    private ToolView ViewOf(Tool tool) => ToolView.Of(tool) with { Admitted = AdmissionView.Of(_admissions.For(tool.Id)) };

    /// <summary>Lays down a policy; it holds from the next validation on.</summary>
    /// <param name="expectedVersion">The version that was edited; another means that someone was faster.</param>
    /// <returns>Null where it was taken.</returns>
    public async Task<Refusal?> SetAsync(string toolId, ToolPolicy policy, int expectedVersion, Actor by, CancellationToken ct)
    {
        if (_catalog.Find(toolId) is not { } tool) return new(RefusalCode.UnknownTool, $"There is no tool {toolId}.");
        if (PolicyFaults.First(policy) is { } fault) return new(RefusalCode.InvalidRequest, $"{fault.Key} {fault.Problem}.");
        if (tool.PolicyVersion != expectedVersion)
            return new(RefusalCode.PolicyChanged, $"The policy is at version {tool.PolicyVersion}; you edited version {expectedVersion}.");
        return await _book.SetAsync(toolId, policy, expectedVersion + 1, by, ct) ? null : new(RefusalCode.PolicyChanged, "Someone else has just changed the policy.");
    }
}
