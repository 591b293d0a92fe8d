using System.Net;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.PostgreSql;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>The node as Orleans knows it. Who belongs to the cluster and who is dead is Orleans' to say; what happened is the journal's. Not started where the console is alone.</summary>
internal static class NodeSilo
{
    private const string Name = "approvalconsole";

    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static void Add(IServiceCollection services, ClusterOptions settings)
    {
        if (!IPAddress.TryParse(settings.Address, out var address)) throw new SettingException("Cluster:Address", $"is {settings.Address}; it must be an IP address of this machine at which the other nodes reach it");
        services.AddLogging(logs => logs.AddFilter("Orleans", LogLevel.Error));
        services.AddOrleans(silo => silo
            .ConfigureEndpoints(address, settings.Port, gatewayPort: 0, listenOnAnyHostAddress: false)
            .UseAdoNetClustering(o => o.Invariant = "Npgsql")
            .Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Name, Name))
            .Configure<ClusterMembershipOptions>(o =>
            {
                // Two say so where there are two: who stalls and hears nobody must not declare the others dead.
                (o.ProbeTimeout, o.NumMissedProbesLimit, o.NumVotesForDeathDeclaration) = (settings.DeadAfter / 2, 2, 2);
                (o.TableRefreshTimeout, o.DeathVoteExpirationTimeout, o.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2)); // who died with all the others keeps a start waiting for three times the last
            }));
        services.AddOptions<SiloOptions>().Configure<Node>((o, node) => o.SiloName = node.Self.Epoch);
        services.AddOptions<AdoNetClusteringSiloOptions>().Configure<Store>((o, store) => o.ConnectionString = (store as PostgreSqlStore)?.ConnectionString);
    }
}
