using System.Reflection;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Walls;

/// <summary>The domain is pure: it knows the base library only, and time, ids and chance arrive in commands.</summary>
public sealed class DomainWallTests
{
    private static readonly Assembly Domain = typeof(Run).Assembly;
    private static readonly Assembly ThisAssembly = typeof(DomainWallTests).Assembly;

    /// <summary>Where time, ids, chance and waiting come from.</summary>
    private static readonly string[] Impure =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "TimeProvider.get_System", "Environment.get_TickCount",
        "Environment.get_TickCount64", "Guid.NewGuid", "Guid.CreateVersion7", "Random.get_Shared", "Random..ctor", "RandomNumberGenerator.GetBytes", "RandomNumberGenerator.Fill",
        "Stopwatch.StartNew", "Stopwatch.GetTimestamp", "Stopwatch.GetElapsedTime", "Thread.Sleep", "Task.Run", "Task.Delay", "File.ReadAllText", "Console.WriteLine",
    ];

    /// <summary>Each with its reason.</summary>
    private static readonly (string Member, string User)[] Excused =
    [
        // A pattern's 50 ms are enforced where it runs; the clock is never part of an answer other than "cut off".
        ("Stopwatch.GetTimestamp", "EcmaPattern"), ("Stopwatch.GetElapsedTime", "EcmaPattern"), ("Stopwatch.StartNew", "EcmaPattern"),
    ];

    [Fact]
    public void The_domain_knows_only_the_base_library() => Assert.Empty(References.Strangers(Domain));

    [Fact]
    public void The_check_itself_can_fail() => Assert.Contains("xunit.v3.assert", References.Strangers(ThisAssembly));

    [Fact]
    public void Time_ids_and_chance_arrive_in_commands() => Assert.Empty(ImpuritiesOf(Domain).Except(Excused));

    [Fact]
    public void Every_excuse_is_still_needed() => Assert.Contains(ImpuritiesOf(Domain), use => use.User == "EcmaPattern");

    [Fact]
    public void That_check_can_fail_too()
    {
        Assert.NotEqual(default, DateTimeOffset.UtcNow);
        Assert.Contains(("DateTimeOffset.get_UtcNow", nameof(DomainWallTests)), ImpuritiesOf(ThisAssembly));
    }

    [Fact]
    public void The_domain_waits_for_nothing()
    {
        Assert.Empty(Waiting(Domain));
        Assert.NotEmpty(Waiting(ThisAssembly));
    }

    /// <summary>Methods that answer with a task; the one here finds its own assembly guilty.</summary>
    private static IEnumerable<string> Waiting(Assembly assembly) => assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(m => m.ReturnType.FullName?.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) == true).Select(m => $"{m.DeclaringType}.{m.Name}");

    private static IEnumerable<(string Member, string User)> ImpuritiesOf(Assembly assembly) => References.Uses(assembly).Where(use => Impure.Contains(use.Member)).Distinct();

    private static Task Guilty => GuiltyAsync();

    private static Task GuiltyAsync() => Task.CompletedTask;
}
