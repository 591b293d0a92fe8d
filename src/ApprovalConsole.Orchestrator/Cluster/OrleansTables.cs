namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>What Orleans keeps of the nodes, and the statements that its clustering over ADO.NET asks for by name: its packages bring neither. The statement that names them all is a migration's.</summary>
internal static class OrleansTables
{
    /// <summary>Rows of the node with the epoch <c>@p0</c>, where the others have declared it dead.</summary>
    public const string IsDead = "SELECT 1 FROM node WHERE siloname = @p0 AND status = 6";

    public const string Make = """
        CREATE TABLE orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);
        CREATE TABLE node_version (deploymentid text PRIMARY KEY, version integer NOT NULL DEFAULT 0, changed timestamptz NOT NULL DEFAULT now());
        CREATE TABLE node (
            deploymentid text NOT NULL, address text NOT NULL, port integer NOT NULL, generation integer NOT NULL, siloname text NOT NULL, hostname text NOT NULL,
            status integer NOT NULL, proxyport integer, suspecttimes text, starttime timestamptz NOT NULL, iamalivetime timestamptz NOT NULL, PRIMARY KEY (deploymentid, address, port, generation));
        INSERT INTO orleansquery VALUES
        ('InsertMembershipVersionKey', 'WITH made AS (INSERT INTO node_version (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1) SELECT COUNT(*)::int FROM made'),
        ('InsertMembershipKey', 'WITH moved AS (UPDATE node_version SET version = version + 1, changed = now() WHERE deploymentid = @DeploymentId AND version = @Version AND NOT EXISTS
            (SELECT 1 FROM node WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation) RETURNING 1),
          made AS (INSERT INTO node (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
            SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved RETURNING 1) SELECT COUNT(*)::int FROM made'),
        ('UpdateMembershipKey', 'WITH moved AS (UPDATE node_version SET version = version + 1, changed = now() WHERE deploymentid = @DeploymentId AND version = @Version AND EXISTS
            (SELECT 1 FROM node WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation) RETURNING 1),
          made AS (UPDATE node SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
            WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND EXISTS (SELECT 1 FROM moved) RETURNING 1) SELECT COUNT(*)::int FROM made'),
        ('UpdateIAmAlivetimeKey', 'UPDATE node SET iamalivetime = @IAmAliveTime WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
        ('MembershipReadRowKey', 'SELECT v.deploymentid, n.address, n.port, n.generation, n.siloname, n.hostname, n.status, n.proxyport, n.suspecttimes, n.starttime, n.iamalivetime, v.version
          FROM node_version v LEFT JOIN node n ON n.deploymentid = v.deploymentid AND n.address = @Address AND n.port = @Port AND n.generation = @Generation WHERE v.deploymentid = @DeploymentId'),
        ('MembershipReadAllKey', 'SELECT v.deploymentid, n.address, n.port, n.generation, n.siloname, n.hostname, n.status, n.proxyport, n.suspecttimes, n.starttime, n.iamalivetime, v.version
          FROM node_version v LEFT JOIN node n ON n.deploymentid = v.deploymentid WHERE v.deploymentid = @DeploymentId'),
        ('DeleteMembershipTableEntriesKey', 'DELETE FROM node WHERE deploymentid = @DeploymentId; DELETE FROM node_version WHERE deploymentid = @DeploymentId'),
        ('GatewaysQueryKey', 'SELECT address, proxyport, generation FROM node WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),
        ('CleanupDefunctSiloEntriesKey', 'DELETE FROM node WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3');
        """;

    public const string Drop = "DROP TABLE node; DROP TABLE node_version; DROP TABLE orleansquery;";
}
