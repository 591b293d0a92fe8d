using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>What the server's catalogs say of the console's own schema: tables with their columns, indexes, constraints and sequences; triggers, rules and policies; and who else may write.</summary>
internal sealed class PostgreSqlSchema : StoreSchema
{
    /// <summary>Whatever an extension brought along is not looked at: who can install one is the server's administrator.</summary>
    private const string Own = """
        WITH own AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
        """;

    private const string Acting = """
        SELECT 'trigger ' || t.tgname || ' on ' || c.relname AS what, pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text AS how FROM pg_trigger t JOIN own c ON c.oid = t.tgrelid
        UNION ALL SELECT 'rule ' || r.rulename || ' on ' || c.relname, pg_get_ruledef(r.oid, true) FROM pg_rewrite r JOIN own c ON c.oid = r.ev_class WHERE c.relkind NOT IN ('v', 'm')
        UNION ALL SELECT 'policy ' || p.polname || ' on ' || c.relname, p.polcmd::text FROM pg_policy p JOIN own c ON c.oid = p.polrelid
        UNION ALL SELECT 'view ' || c.relname, '' FROM own c WHERE c.relkind IN ('v', 'm')
        UNION ALL SELECT 'event trigger ' || e.evtname, e.evtevent::text FROM pg_event_trigger e
            WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
        """;

    private const string Parts = """
        SELECT 'table ' || c.relname,
            CASE c.relkind WHEN 'r' THEN 'table' ELSE 'relation of kind ' || c.relkind::text END || CASE c.relpersistence WHEN 'p' THEN '' ELSE ', persistence ' || c.relpersistence::text END
            || CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN ', row security' ELSE '' END || ' ('
            || COALESCE((SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || COALESCE(' COLLATE ' || o.collname, '') || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                || CASE WHEN a.attidentity <> '' THEN ' IDENTITY ' || a.attidentity::text ELSE '' END || CASE WHEN a.attgenerated <> '' THEN ' GENERATED' ELSE '' END
                || COALESCE(' DEFAULT ' || pg_get_expr(f.adbin, f.adrelid), ''), ', ' ORDER BY a.attnum)
                FROM pg_attribute a LEFT JOIN pg_collation o ON o.oid = a.attcollation LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
            FROM own c WHERE c.relkind NOT IN ('i', 'I', 'S', 'v', 'm')
        UNION ALL SELECT 'index ' || c.relname, pg_get_indexdef(c.oid, 0, true) || CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE ' not valid' END
            FROM own c JOIN pg_index i ON i.indexrelid = c.oid
        UNION ALL SELECT 'constraint ' || k.conname || ' on ' || c.relname, pg_get_constraintdef(k.oid, true) FROM pg_constraint k JOIN own c ON c.oid = k.conrelid WHERE k.contype <> 'n'
        UNION ALL SELECT 'sequence ' || c.relname, 'by ' || s.seqincrement || ' from ' || s.seqmin || ' to ' || s.seqmax || CASE WHEN s.seqcycle THEN ' and again' ELSE '' END FROM own c JOIN pg_sequence s ON s.seqrelid = c.oid
        UNION ALL SELECT 'child of ' || c.relname, h.inhrelid::regclass::text FROM pg_inherits h JOIN own c ON c.oid = h.inhparent WHERE c.relkind NOT IN ('i', 'I')
        UNION ALL SELECT 'right of ' || CASE x.grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(x.grantee) END || ' to ' || lower(x.privilege_type) || ' on ' || c.relname, ''
            FROM own c, LATERAL aclexplode(c.relacl) x WHERE x.privilege_type <> 'SELECT' AND x.grantee NOT IN (c.relowner, (SELECT oid FROM pg_roles WHERE rolname = current_user))
        UNION ALL SELECT 'right of ' || CASE x.grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(x.grantee) END || ' to ' || lower(x.privilege_type) || ' on ' || c.relname || '.' || a.attname, ''
            FROM own c JOIN pg_attribute a ON a.attrelid = c.oid, LATERAL aclexplode(a.attacl) x WHERE x.privilege_type <> 'SELECT' AND x.grantee <> c.relowner
        """;

    public override string Resource => "ApprovalConsole.Orchestrator.Journal.Migrations.PostgreSql.schema.json";

    /// <summary>The transactions that wrote the catalogs' rows. What is swept or counted leaves them as they are.</summary>
    public override string Version => """
        SELECT md5(string_agg(v, ' ' ORDER BY v)) FROM (
            SELECT 'c' || oid || '.' || xmin AS v FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            UNION ALL SELECT 'a' || a.attrelid || '.' || a.attnum || '.' || a.xmin FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
            UNION ALL SELECT 'd' || d.oid || '.' || d.xmin FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid WHERE c.relnamespace = current_schema()::regnamespace
            UNION ALL SELECT 't' || t.oid || '.' || t.xmin FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = current_schema()::regnamespace
            UNION ALL SELECT 'r' || r.oid || '.' || r.xmin FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = current_schema()::regnamespace
            UNION ALL SELECT 'i' || i.indexrelid || '.' || i.xmin FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = current_schema()::regnamespace
            UNION ALL SELECT 'k' || oid || '.' || xmin FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
            UNION ALL SELECT 'p' || oid || '.' || xmin FROM pg_policy
            UNION ALL SELECT 'h' || inhrelid || '.' || xmin FROM pg_inherits
            UNION ALL SELECT 'e' || oid || '.' || xmin FROM pg_event_trigger) AS all_of_it
        """;

    public override string? ActsByItself(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, $"{Own} SELECT what FROM ({Acting}) AS acting LIMIT 1");
        return (string?)command.ExecuteScalar();
    }

    public override Dictionary<string, string> Read(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, $"{Own} {Parts} UNION ALL {Acting}");
        using var row = command.ExecuteReader();
        var all = new Dictionary<string, string>();
        while (row.Read()) all[row.GetString(0)] = row.GetString(1);
        return all;
    }
}
