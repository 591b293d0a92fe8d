using System.Data.Common;
using System.Text.Json;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>How a provider says what the database is made of.</summary>
internal abstract class StoreSchema
{
    /// <summary>What a database has after all migrations, as an embedded file; a test holds it against them.</summary>
    public abstract string Resource { get; }

    /// <summary>Each part with the words that it is made with, as it is after all migrations.</summary>
    public Dictionary<string, string> Known()
    {
        using var file = typeof(StoreSchema).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    /// <summary>Something that acts inside the console's own transactions; null where there is none.</summary>
    public abstract string? ActsByItself(DbConnection connection);

    /// <summary>Each part with the words that it is made with.</summary>
    public abstract Dictionary<string, string> Read(DbConnection connection);

    /// <summary>Asks for something that is another as soon as the schema is.</summary>
    public abstract string Version { get; }
}
