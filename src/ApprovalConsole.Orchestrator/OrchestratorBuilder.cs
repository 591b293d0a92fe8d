using System.Reflection;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Orchestrator;

/// <summary>What a host plugs in besides its settings.</summary>
public sealed class OrchestratorBuilder
{
    internal List<IToolSource> Sources { get; } = [];

    internal Dictionary<string, CodeCheck> Checks { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, ModelRoute>> Models { get; } = [];

    /// <summary>What functions say of themselves, by the ids of their tools.</summary>
    internal Dictionary<string, ToolPolicy> Policies { get; } = [];

    internal Dictionary<string, Pipeline> Pipelines { get; } = [];

    internal Dictionary<string, PipelineSettings> PipelineFiles { get; } = [];

    internal bool OneAdminMayWeaken { get; private set; }

    /// <summary>A policy that gets weaker holds at once, by one admin's word. For a demo: elsewhere another admin has to agree.</summary>
    public OrchestratorBuilder LetOneAdminWeaken()
    {
        OneAdminMayWeaken = true;
        return this;
    }

    /// <summary>Offers functions of this process as the tools <c>source.name</c>. What a function does to the world it can say itself: see <see cref="ToolClassAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The name is the console's own.</exception>
    public OrchestratorBuilder AddTools(string source, IReadOnlyList<AIFunction> functions)
    {
        if (source == AnswerTool.Source) throw new ArgumentException($"The name {source} is the console's own.", nameof(source));
        Sources.Add(new FunctionSource(source, functions));
        foreach (var function in functions)
            if (function.UnderlyingMethod?.GetCustomAttribute<ToolClassAttribute>() is { } said) Policies[$"{source}.{function.Name}"] = said.Policy;
        return this;
    }

    /// <summary>Adds a check in code to a tool; it runs in the semantic layer, at every validation.</summary>
    /// <param name="toolId">As in <c>desk.refund_order</c>.</param>
    /// <param name="name">Stable: findings and logs name it.</param>
    public OrchestratorBuilder AddCheck(string toolId, string name, CodeCheck check)
    {
        Checks.Add($"{toolId}#{name}", check);
        return this;
    }

    /// <summary>Adds a pipeline under a name that runs can be started with, as an agent's. One of the settings under the same name takes its place.</summary>
    /// <param name="pipeline">See <see cref="FlowBuilder.Define"/>.</param>
    public OrchestratorBuilder AddPipeline(string name, Pipeline pipeline)
    {
        Pipelines.Add(name, pipeline);
        return this;
    }

    /// <summary>Adds a pipeline that is written in a YAML file, as the settings can.</summary>
    public OrchestratorBuilder AddPipeline(string name, string file)
    {
        PipelineFiles.Add(name, new() { File = file });
        return this;
    }

    /// <summary>Adds a model under a name that agents can route to. Models of the settings take the place of all that a host adds.</summary>
    public OrchestratorBuilder AddModel(string name, IChatClient client, Price price = default, long maxOutputTokens = 4096) => AddModel(name, _ => client, price, maxOutputTokens);

    /// <summary>Likewise, with a client of the host's services.</summary>
    public OrchestratorBuilder AddModel(string name, Func<IServiceProvider, IChatClient> client, Price price = default, long maxOutputTokens = 4096)
    {
        Models.Add(name, services =>
        {
            var made = client(services);
            return new(name, made.GetService<ChatClientMetadata>()?.DefaultModelId ?? name, made, price, maxOutputTokens);
        });
        return this;
    }

    /// <summary>Likewise, with the client that the host has registered under this key.</summary>
    public OrchestratorBuilder AddKeyedModel(string name, Price price = default, long maxOutputTokens = 4096) =>
        AddModel(name, services => services.GetRequiredKeyedService<IChatClient>(name), price, maxOutputTokens);
}
