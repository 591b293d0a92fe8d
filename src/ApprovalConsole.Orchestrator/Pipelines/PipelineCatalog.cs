using System.Collections.Immutable;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;
using YamlDotNet.Core;

namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>The pipelines of this console, by name: those that the host wrote in C#, and those of the settings.</summary>
public sealed class PipelineCatalog
{
    /// <summary>1 MB: a definition is held in memory and is part of each of its runs' journals.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly Dictionary<string, (Pipeline Pipeline, Func<string, string> PlaceOf, string? File)> _pipelines = new(StringComparer.Ordinal);

    /// <param name="written">Of the host.</param>
    /// <param name="root">Where relative paths start.</param>
    /// <exception cref="SettingException">A file cannot be read, or is no pipeline: with the line, and why.</exception>
    internal PipelineCatalog(IReadOnlyDictionary<string, Pipeline> written, IReadOnlyDictionary<string, PipelineSettings> settings, string root)
    {
        foreach (var (name, pipeline) in written) _pipelines[name] = (pipeline, path => path, null);
        foreach (var (name, file) in settings)
        {
            if (written.ContainsKey(name)) throw Wrong(name, "is the name of a pipeline that this console was built with: call it otherwise, so that none is replaced unseen");
            if (file.File.Contains('\0', StringComparison.Ordinal)) throw Wrong(name, "names a file that cannot be: no path holds a NUL");
            var (pipeline, placeOf) = Load($"{PipelineSettings.Section}:{name}", Path.GetFullPath(file.File, root));
            _pipelines[name] = (pipeline, placeOf, Path.GetFileName(file.File));
        }
    }

    public IEnumerable<string> Names => _pipelines.Keys.Order(StringComparer.Ordinal);

    /// <summary>As runs that are started now will follow it; null where there is none.</summary>
    public Pipeline? Find(string name) => _pipelines.TryGetValue(name, out var known) ? known.Pipeline : null;

    /// <summary>The name of the file that it was read from; null: it is written in C#.</summary>
    public string? FileOf(string name) => _pipelines[name].File;

    /// <summary>What it says of tools and agents that is not so now, each with its place in the file.</summary>
    internal ImmutableArray<string> FaultsOf(string name, ToolCatalog tools, AgentCatalog agents) =>
        [.. FlowFaults.Of(_pipelines[name].Pipeline, tools.Find, agent => agents.Find(agent) is not null).Select(f => $"{_pipelines[name].PlaceOf(f.Path)}: {f.Message}")];

    /// <summary>At a start, once the tools are known. What a server that does not answer would offer is looked at when a run is started.</summary>
    /// <exception cref="SettingException">With the line, and why.</exception>
    internal void Check(ToolCatalog tools, AgentCatalog agents)
    {
        foreach (var (name, (pipeline, placeOf, _)) in _pipelines)
        {
            if (agents.FindAny(name) is not null) throw Wrong(name, "is an agent's name as well: runs are started by name, so it must be another");
            if (name == CanarySource.Agent) throw Wrong(name, "is the name that the console tries its gate under: choose another");
            if (pipeline.Limits.Iterations > Share.TreeFactor * agents.MaxIterations)
                throw Wrong(name, $"{placeOf("/limits/iterations")}: is {pipeline.Limits.Iterations}, more than {Share.TreeFactor} times Console:MaxIterations ({agents.MaxIterations}), which is what an agent and all that work for it may take");
            if (pipeline.Tools.Any(tool => tools.Find(tool) is null && tools.Sources.Any(s => s.Unreachable is not null && tool.StartsWith(s.Name + ".", StringComparison.Ordinal)))) continue;
            if (FaultsOf(name, tools, agents) is { IsEmpty: false } faults) throw Wrong(name, string.Join(Environment.NewLine, faults));
        }
    }

    private static SettingException Wrong(string name, string why) => new($"{PipelineSettings.Section}:{name}", why);

    private static (Pipeline, Func<string, string>) Load(string key, string path)
    {
        YamlDefinition definition;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) throw new SettingException(key, $"{Path.GetFileName(path)} is larger than {MostBytes} bytes: no definition needs that");
            using var text = File.OpenText(path);
            definition = YamlDefinition.Read(text);
        }
        catch (YamlException e)
        {
            throw new SettingException(key, $"{Path.GetFileName(path)}:{e.Start.Line}: is not YAML that can be taken: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(key, $"names a file that cannot be read: {e.Message}");
        }

        string PlaceOf(string at) => $"{Path.GetFileName(path)}:{definition.LineOf(at)}";
        return FlowReader.TryRead(definition.Value, out var pipeline, out var faults)
            ? (pipeline, PlaceOf)
            : throw new SettingException(key, string.Join(Environment.NewLine, faults.Select(f => $"{PlaceOf(f.Path)}: {f.Message}")));
    }
}
