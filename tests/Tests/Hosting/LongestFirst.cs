using ApprovalConsole.Tests.Audit;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Security;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ApprovalConsole.Tests.Hosting;

/// <summary>Classes run side by side, and each by itself one test after the other: those that take minutes begin first, so that in the end nobody waits for one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long =
        [typeof(CrashMatrixTests), typeof(CrashTests), typeof(AuditTests), typeof(EveryPageTests), typeof(EntraJourneys), typeof(CardJourneys), typeof(DecisionJourneys), typeof(PausedRunsTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => PlaceOf(c.TestCollectionDisplayName))];

    private static int PlaceOf(string collection) =>
        Array.FindIndex(Long, t => collection.Contains(t.FullName + " ", StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
