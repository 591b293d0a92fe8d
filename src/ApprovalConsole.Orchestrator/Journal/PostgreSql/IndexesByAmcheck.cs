using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>PostgreSQL compares an index with its table by its extension amcheck, where somebody has installed it and lets the console use it. Without it nothing is looked at: no statement makes an index leave out a row,
/// only who writes the server's own catalogs or files, and there the server's administrators and checksums stand guard.</summary>
internal static class IndexesByAmcheck
{
    private const string Corrupted = "XX002";

    public static string? FirstBad(DbConnection connection)
    {
        using var find = LogReading.CommandOf(connection, """
            SELECT p.oid::regproc::text FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid
            WHERE e.extname = 'amcheck' AND p.proname = 'bt_index_check' AND p.pronargs = 2 AND has_function_privilege(p.oid, 'EXECUTE')
            """);
        if (find.ExecuteScalar() is not string check) return null;
        using var command = LogReading.CommandOf(connection, $"""
            SELECT {check}(c.oid::regclass, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relnamespace = current_schema()::regnamespace
            """);
        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (PostgresException e) when (e.SqlState is Corrupted or "XX001")
        {
            return $"the database is not whole: {e.MessageText}";
        }
    }
}
