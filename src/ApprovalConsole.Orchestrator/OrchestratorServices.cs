using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Outside;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Sketching;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Suggestions;
using ApprovalConsole.Orchestrator.Telemetry;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator;

/// <summary>Puts the works together.</summary>
public static class OrchestratorServices
{
    /// <param name="files">For the sections that are read from the files alone.</param>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static IServiceCollection AddOrchestrator(
        this IServiceCollection services, IConfiguration configuration, SettingsFiles files, string contentRoot, Action<OrchestratorBuilder> plugIn)
    {
        var builder = new OrchestratorBuilder();
        plugIn(builder);
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.Section)).ValidateOnStart();
        services.AddOptions<ConsoleOptions>().Bind(configuration.GetSection(ConsoleOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LiveFeed>().AddSingleton<Node>().AddSingleton(s => s.GetRequiredService<Node>().Self);
        var isShared = AddCluster(services, configuration);
        AddJournal(services, contentRoot, isShared);
        AddAudit(services, contentRoot);
        AddOutbound(services, configuration);
        AddAgents(services, files, builder);
        AddTools(services, files, builder);
        AddGate(services);
        AddStops(services, configuration);
        AddBudgets(services, files, builder);
        AddAttention(services, configuration);
        NoticeServices.Add(services, configuration, files);
        TelemetryServices.Add(services);
        services.AddSingleton<Recovery>();
        services.AddHostedService<ConsoleStart>().AddHostedService<Sweeper>().AddHostedService<HeadExport>().AddHostedService(s => s.GetRequiredService<WholeCheck>()).AddHostedService<CanaryWatch>().AddHostedService<TextRetention>()
            .AddHostedService<BudgetResumption>().AddHostedService<BudgetWatch>().AddHostedService(s => s.GetRequiredService<SpendStart>()).AddHostedService<LeftOutAttempts>().AddHostedService<JournalWatch>().AddHostedService<LapsedWork>()
            .AddHostedService<DeliveryRounds>().AddHostedService<DeliveryRetention>().AddHostedService<Digests>().AddHostedService<Readings>();
        if (isShared) AddOtherNodes(services, configuration);
        return services;
    }

    /// <returns>False: this console is alone.</returns>
    private static bool AddCluster(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection(ClusterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var isShared = configuration.GetValue($"{ClusterOptions.Section}:{nameof(ClusterOptions.Enabled)}", false);
        services.AddSingleton(new Elsewhere { IsShared = isShared }).AddSingleton<Placement>().AddSingleton<LastSign>();
        services.AddSingleton(s => new SharedSessions(s.GetRequiredService<ReadPool>(), s.GetRequiredService<Elsewhere>(), s.GetRequiredService<Owner>(), s.GetRequiredService<TimeProvider>()));
        if (isShared) services.AddSingleton<SharedClaims>().AddSingleton<IClaims>(s => s.GetRequiredService<SharedClaims>());
        else services.AddSingleton<IClaims, OwnClaims>();
        return isShared;
    }

    /// <summary>After the start, for what Orleans reads is made there; before the doors open, for they open to a node of the cluster.</summary>
    private static void AddOtherNodes(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<Books>().AddHostedService<Listener>();
        NodeSilo.Add(services, configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>()!);
        services.AddHostedService<Membership>();
    }

    private static void AddJournal(IServiceCollection services, string contentRoot, bool isShared)
    {
        services.AddSingleton(s => Stores.Of(s.GetRequiredService<IOptions<StorageOptions>>().Value, contentRoot, s.GetRequiredService<ILoggerFactory>(), isShared ? s.GetRequiredService<Node>().Self.Epoch : null));
        if (isShared) services.AddSingleton<ForeignWrites, OtherNodes>();
        else services.AddSingleton(s => s.GetRequiredService<Store>().CreateForeignWrites());
        services.AddSingleton<KnownSchema>().AddSingleton<StreamMemory>().AddSingleton<QuotaMemory>().AddSingleton<DeedMemory>().AddSingleton<JournalWriter>().AddSingleton<ReadPool>().AddSingleton<QuotaCounters>().AddSingleton<QuotaStart>().AddSingleton<JournalReader>().AddSingleton<OpenDeeds>().AddSingleton<NamedUndos>().AddSingleton<ChildRuns>().AddSingleton<TreeEvents>();
        services.AddSingleton(s => DecisionSeal.Open(s.GetRequiredService<Store>().KeysFolder));
        services.AddSingleton(s => ReceiptKey.Open(s.GetRequiredService<Store>().KeysFolder));

        // Cookies outlive a restart, and their keys lie with the other keys.
        services.AddDataProtection().SetApplicationName("ApprovalConsole");
        services.AddOptions<KeyManagementOptions>().Configure<Store, ILoggerFactory>((options, store, logs) =>
        {
            var folder = new DirectoryInfo(Path.Combine(store.KeysFolder, "web"));
            options.XmlRepository = isShared ? new FirstKeys(folder, logs) : new FileSystemXmlRepository(folder, logs);
        });
    }

    private static void AddAudit(IServiceCollection services, string contentRoot)
    {
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptions.Faults>();
        services.AddSingleton(s => AuditKey.Open(s.GetRequiredService<Store>().KeysFolder));
        services.AddSingleton(s => HeadsFile.Of(s.GetRequiredService<IOptions<AuditOptions>>().Value, s.GetRequiredService<Store>().KeysFolder, contentRoot));
        services.AddSingleton(s => new AuditLog(s.GetRequiredService<JournalWriter>(), s.GetRequiredService<AuditKey>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new Breach(s.GetRequiredService<LiveFeed>()));
        services.AddSingleton(s => new RefusedAttempts(s.GetRequiredService<AuditLog>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RefusedAttempts>>()))
            .AddSingleton<LogCheck>().AddSingleton<LogStart>().AddSingleton<FileAsLeft>().AddSingleton<WholeCheck>().AddSingleton<OrderlyEnd>().AddSingleton<Adoption>();
        services.AddSingleton(s => new Erasure(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<RunsQuery>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new EvidencePacks(
            s.GetRequiredService<ReadPool>(), s.GetRequiredService<JournalReader>(), s.GetRequiredService<AuditLog>(), s.GetRequiredService<AuditKey>(), s.GetRequiredService<Masks>(),
            s.GetRequiredService<Reveals>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new AuditQuery(
            s.GetRequiredService<Store>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<AuditLog>(), s.GetRequiredService<HeadsFile>(), s.GetRequiredService<AuditKey>(),
            new(s.GetRequiredService<ReadPool>(), s.GetRequiredService<JournalReader>()), new(s.GetRequiredService<Masks>())));
    }

    private static void AddOutbound(IServiceCollection services, IConfiguration configuration)
    {
        var rules = new OutboundRules(configuration.GetSection(OutboundOptions.Section).Get<OutboundOptions>() ?? new());
        services.AddSingleton(new OutboundClients(rules)).AddSingleton(s => new BackChannels(s.GetRequiredService<OutboundClients>()));
        services.AddHttpClient(OutboundClients.Name).ConfigurePrimaryHttpMessageHandler(s => s.GetRequiredService<OutboundClients>().Handler());
    }

    private static void AddAgents(IServiceCollection services, SettingsFiles files, OrchestratorBuilder builder)
    {
        var agents = files.Entries<AgentSettings>(AgentSettings.Section);
        var external = files.Entries<ExternalAgentSettings>(ExternalAgentSettings.Section);
        var models = files.Entries<ModelSettings>(ModelSettings.Section);
        foreach (var (name, model) in models) OpenAIModels.Check(name, model);
        if (models.Count + builder.Models.Count == 0 && agents.Count > 0)
            throw new SettingException(ModelSettings.Section, $"names no model, and the host brings none: {string.Join(", ", agents.Keys)} of {AgentSettings.Section} cannot work without");
        var pipelines = new Dictionary<string, PipelineSettings>(builder.PipelineFiles);
        foreach (var (name, file) in files.Entries<PipelineSettings>(PipelineSettings.Section)) pipelines[name] = file;
        services.AddSingleton(s => new PipelineCatalog(builder.Pipelines, pipelines, s.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton(s => new AgentCatalog(agents, s.GetRequiredService<IOptions<ConsoleOptions>>().Value, s.GetRequiredService<PipelineCatalog>().Names, external));

        // A model that the host brought stands in only where the settings name none.
        services.AddSingleton(s => new ModelRoutes(
            models.Count == 0 ? builder.Models.ToDictionary(m => m.Key, m => m.Value(s)) : models.ToDictionary(m => m.Key, m => OpenAIModels.Of(m.Key, m.Value, s.GetRequiredService<OutboundClients>())),
            s.GetRequiredService<AgentCatalog>()));
        services.AddSingleton<AgentTools>().AddSingleton<ModelRequests>().AddSingleton<SetupTargets>().AddSingleton<SetupBook>();
        services.AddSingleton(s => new SetupControl(
            s.GetRequiredService<SetupBook>(), s.GetRequiredService<SetupTargets>(), s.GetRequiredService<BlockList>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>(), builder.OneAdminMayWeaken));
        services.AddSingleton(s => new SetupPreview(
            s.GetRequiredService<BudgetControl>(), s.GetRequiredService<SetupBook>(), s.GetRequiredService<SetupTargets>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<JournalReader>(), s.GetRequiredService<TimeProvider>()));
    }

    private static void AddTools(IServiceCollection services, SettingsFiles files, OrchestratorBuilder builder)
    {
        var policies = new Dictionary<string, ToolPolicy>(builder.Policies);
        foreach (var (id, policy) in files.Entries<ToolPolicy>("Tools")) policies[id] = policy;
        var servers = files.Entries<McpServerSettings>(McpServerSettings.Section);
        foreach (var (name, server) in servers)
        {
            McpTransport.Check(name, server);
            if (name.Contains('.') || name is AnswerTool.Source or CanarySource.SourceName || builder.Sources.Any(source => source.Name == name))
                throw new SettingException($"{McpServerSettings.Section}:{name}", $"must be a name without dots that no other source of tools has, and neither {AnswerTool.Source} nor {CanarySource.SourceName}");
        }

        foreach (var source in builder.Sources) services.AddSingleton(source);
        services.AddSingleton<CanarySource>().AddSingleton<IToolSource>(s => s.GetRequiredService<CanarySource>());
        foreach (var (name, server) in servers) services.AddSingleton<IToolSource>(s => McpSourceOf(s, name, server));
        services.AddSingleton(s => new PolicyBook(
            policies, s.GetRequiredService<ToolJournal>(), s.GetRequiredService<DecisionSeal>(), s.GetRequiredService<BlockList>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PolicyBook>>()));
        services.AddSingleton(new CodeChecks(builder.Checks)).AddSingleton<ToolJournal>().AddSingleton<Admissions>().AddSingleton<ToolCatalog>();
        services.AddSingleton(s => new PolicyPreview(
            s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<JournalReader>(), s.GetRequiredService<Masks>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RuleSuggestions(
            s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<CommandGate>(), s.GetRequiredService<DecisionSeal>(), s.GetRequiredService<BlockList>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PolicySketches(
            s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<Masks>(), s.GetRequiredService<LookUps>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new Policies(
            s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<PolicyBook>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>(),
            builder.OneAdminMayWeaken));
    }

    private static McpSource McpSourceOf(IServiceProvider services, string name, McpServerSettings settings)
    {
        var store = services.GetRequiredService<Store>();
        ToolProcess.CheckUser(
            settings, $"{McpServerSettings.Section}:{name}", Surroundings.AreProduction(services.GetRequiredService<IHostEnvironment>().EnvironmentName), store.DataFolder, store.KeysFolder);
        return new(
            name, settings, services.GetRequiredService<OutboundClients>(), services.GetRequiredService<ReceiptKey>(),
            McpBounds.MostFor(services.GetRequiredService<IOptions<ConsoleOptions>>().Value.MaxResultBytes), services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<TimeProvider>());
    }

    private static void AddStops(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CanaryOptions>().Bind(configuration.GetSection(CanaryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StopBook>().AddSingleton<Passages>().AddSingleton<HeldRuns>().AddSingleton<Halts>().AddSingleton<Resumption>();
        services.AddSingleton<CanaryStreams>().AddSingleton<CanaryPasts>().AddSingleton<CanaryTrial>();
        services.AddSingleton(s => new GateProof(s.GetRequiredService<LiveFeed>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IOptions<CanaryOptions>>()));
        services.AddSingleton(s => new ProofJournal(s.GetRequiredService<JournalReader>(), s.GetRequiredService<JournalWriter>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new StopSwitch(
            s.GetRequiredService<StopBook>(), s.GetRequiredService<Halts>(), s.GetRequiredService<Passages>(), s.GetRequiredService<AgentCatalog>(), s.GetRequiredService<ToolCatalog>(),
            s.GetRequiredService<Resumption>(), s.GetRequiredService<BlockList>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<StopSwitch>>()));
    }

    private static void AddBudgets(IServiceCollection services, SettingsFiles files, OrchestratorBuilder builder)
    {
        var budgets = files.Entries<BudgetSettings>(BudgetSettings.Section);
        services.AddSingleton(s => new BudgetBook(
            BudgetSettings.Check(budgets, s.GetRequiredService<AgentCatalog>()), s.GetRequiredService<JournalReader>(), s.GetRequiredService<JournalWriter>(),
            s.GetRequiredService<DecisionSeal>(), s.GetRequiredService<LogCheck>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<BudgetBook>>()));
        services.AddSingleton<BudgetCounters>().AddSingleton<SpendStart>().AddSingleton<BudgetQueue>();
        services.AddSingleton(s => new SpendQuery(s.GetRequiredService<ReadPool>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new InsightsQuery(s.GetRequiredService<ReadPool>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ReviewersQuery(s.GetRequiredService<ReadPool>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new BudgetControl(
            s.GetRequiredService<BudgetBook>(), s.GetRequiredService<BudgetCounters>(), s.GetRequiredService<BudgetQueue>(), s.GetRequiredService<SpendQuery>(), s.GetRequiredService<AgentCatalog>(),
            s.GetRequiredService<BlockList>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>(), builder.OneAdminMayWeaken));
        services.AddSingleton(s => new BudgetSetups(s.GetRequiredService<BudgetBook>(), s.GetRequiredService<BudgetControl>()));
    }

    private static void AddAttention(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AttentionOptions>().Bind(configuration.GetSection(AttentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PlantedProposals>().AddSingleton<Planter>();
        services.AddSingleton(s => new AttentionChecks(
            s.GetRequiredService<IOptions<AttentionOptions>>(), s.GetRequiredService<Planter>(), s.GetRequiredService<PlantedProposals>(), s.GetRequiredService<DecisionChecks>(),
            s.GetRequiredService<Reveals>(), s.GetRequiredService<Masks>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<JournalWriter>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<AttentionChecks>>()));
    }

    private static void AddGate(IServiceCollection services)
    {
        services.AddSingleton<ActiveClocks>().AddSingleton<Mailboxes>().AddSingleton<RunMemory>().AddSingleton<RunJournal>().AddSingleton<Deciding>(RunDecider.Decide);
        services.AddSingleton<PeopleJournal>();
        services.AddSingleton(s => new BlockList(s.GetRequiredService<PeopleJournal>(), s.GetRequiredService<DecisionSeal>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ApiKeys(s.GetRequiredService<PeopleJournal>(), s.GetRequiredService<DecisionSeal>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPerformer, CallValidation>();
        services.AddSingleton<IPerformer, ModelPerformer>();
        services.AddSingleton<IPerformer, ToolPerformer>();
        services.AddSingleton<IPerformer, ChildPerformer>();
        services.AddSingleton<IPerformer, PipelinePerformer>();
        services.AddSingleton<IPerformer, ProbePerformer>();
        services.AddSingleton<LookUps>().AddSingleton<Foresight>();
        services.AddSingleton(s => new CommandGate(
            s.GetRequiredService<Mailboxes>(), s.GetRequiredService<RunJournal>(), s.GetRequiredService<Deciding>(), s.GetRequiredService<Foresight>(),
            s.GetRequiredService<StopBook>(), s.GetRequiredService<HeldRuns>(), s.GetRequiredService<Passages>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<DecisionSeal>(),
            s.GetRequiredService<BlockList>(), s.GetRequiredService<LookUps>(), s.GetRequiredService<OpenDeeds>(), s.GetRequiredService<LogCheck>(), s.GetRequiredService<TreeEvents>(), s.GetRequiredService<BudgetCounters>(), s.GetRequiredService<BudgetQueue>(), s.GetRequiredService<ActiveClocks>(), s.GetRequiredService<Node>(),
            s.GetRequiredService<Elsewhere>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<RunSpans>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<CommandGate>>()));

        services.AddSingleton(s => new Masks(s.GetRequiredService<PolicyBook>(), s.GetRequiredService<CommandGate>(), s.GetRequiredService<ReadPool>()));
        services.AddSingleton(s => new Reveals(s.GetRequiredService<Masks>(), s.GetRequiredService<AuditLog>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new JournalState(s.GetRequiredService<JournalWriter>()));
        services.AddSingleton(s => new SinceThen(s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<AgentCatalog>()));
        services.AddSingleton<Entitlement>().AddSingleton<ProposalViews>().AddSingleton<ProvenRows>();
        services.AddSingleton(s => new OutsideCalls(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<AgentCatalog>(), s.GetRequiredService<AgentTools>(), s.GetRequiredService<ReadPool>(), s.GetRequiredService<LiveFeed>(),
            s.GetRequiredService<Masks>(), s.GetRequiredService<IOptions<ConsoleOptions>>().Value, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new OutsideTools(s.GetRequiredService<AgentCatalog>(), s.GetRequiredService<AgentTools>()));
        services.AddSingleton(s => new AgentsQuery(s.GetRequiredService<AgentCatalog>(), s.GetRequiredService<AgentTools>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ModelRoutes>()));
        services.AddSingleton(s => new RunStarter(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<AgentCatalog>(), s.GetRequiredService<PipelineCatalog>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ReadPool>(),
            s.GetRequiredService<IOptions<ConsoleOptions>>().Value, s.GetRequiredService<Masks>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PipelinesQuery(s.GetRequiredService<PipelineCatalog>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<AgentCatalog>()));
        services.AddSingleton(s => new RunControl(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<Halts>(), s.GetRequiredService<Masks>(), s.GetRequiredService<IOptions<ConsoleOptions>>().Value,
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RunUndo(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<AgentTools>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<Masks>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RunsQuery(s.GetRequiredService<ReadPool>(), s.GetRequiredService<Halts>(), s.GetRequiredService<BudgetQueue>(), s.GetRequiredService<Masks>(), s.GetRequiredService<ProvenRows>(), s.GetRequiredService<SinceThen>()));
        services.AddSingleton(s => new RunEvents(s.GetRequiredService<RunJournal>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<Masks>()));
        services.AddSingleton(s => new ProposalsQuery(
            s.GetRequiredService<ReadPool>(), s.GetRequiredService<CommandGate>(), s.GetRequiredService<ProposalViews>(), s.GetRequiredService<ProvenRows>(), s.GetRequiredService<DecisionChecks>(),
            s.GetRequiredService<PlantedProposals>()));
        services.AddSingleton(s => new Drafts(s.GetRequiredService<JournalWriter>(), s.GetRequiredService<ReadPool>()));
        services.AddSingleton(s => new WaitingQuery(s.GetRequiredService<ReadPool>(), s.GetRequiredService<ProposalsQuery>()));
        services.AddSingleton(s => new Dealer(s.GetRequiredService<WaitingQuery>(), s.GetRequiredService<DecisionChecks>(), s.GetRequiredService<IClaims>()));
        services.AddSingleton(s => new DecisionChecks(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<LookUps>(), s.GetRequiredService<OpenDeeds>(),
            s.GetRequiredService<Entitlement>(), s.GetRequiredService<ProposalViews>(), s.GetRequiredService<PlantedProposals>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new Decisions(
            s.GetRequiredService<CommandGate>(), s.GetRequiredService<DecisionChecks>(), s.GetRequiredService<Entitlement>(), s.GetRequiredService<ProposalViews>(),
            s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<Halts>(), s.GetRequiredService<GateProof>(), s.GetRequiredService<TimeProvider>()));
    }
}
