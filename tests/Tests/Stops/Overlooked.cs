using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Sees nobody write: takes the first defence away, so that a test shows what the ones behind it find by themselves.</summary>
internal sealed class Overlooked : ForeignWrites
{
    public override void Watch(DbConnection connection)
    {
    }

    public override Statement Look() => new("SELECT 0") { IsQuestion = true };

    public override string? Found(Statement look, LogState committed) => null;
}
