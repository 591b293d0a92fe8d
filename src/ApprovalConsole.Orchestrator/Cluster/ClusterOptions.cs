using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Several consoles that work on one database as one.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>This console is one of several nodes. Takes <c>Storage:Provider</c> PostgreSql and one <c>Storage:KeysFolder</c> for all of them. Default: it is alone.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address at which the other nodes reach this one: an IP address of this machine. Default: loopback, for nodes on one machine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port at which the other nodes reach this one, to see that it lives. Each node on a machine has its own.</summary>
    [Range(1, 65535, ErrorMessage = "Setting Cluster:Port must be a port, 1 to 65535.")]
    public int Port { get; set; } = 11111;

    /// <summary>Time after which a node that does not answer the others is declared dead: its runs go on elsewhere, and its process ends. Default 6 seconds, at least 2. Longer where machines stall now and then.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00", ErrorMessage = "Setting Cluster:DeadAfter must be 00:00:02 to 00:01:00.")]
    public TimeSpan DeadAfter { get; set; } = TimeSpan.FromSeconds(6);
}
