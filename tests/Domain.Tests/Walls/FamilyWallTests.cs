using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Walls;

/// <summary>C# cannot see that a family is closed; these tests can.</summary>
public sealed class FamilyWallTests
{
    public static TheoryData<Type> Families =>
    [
        typeof(RunCommand), typeof(RunEvent), typeof(Effect), typeof(ToolOutcome), typeof(ConversationTurn), typeof(ToolEvent), typeof(PersonEvent), typeof(StopEvent), typeof(StopCommand),
        typeof(ProofEvent), typeof(Ruling<>),
    ];

    public static TheoryData<Type> EventFamilies => [typeof(RunEvent), typeof(ToolEvent), typeof(PersonEvent), typeof(StopEvent), typeof(ProofEvent)];

    public static TheoryData<Type> Commands => [.. CasesOf(typeof(RunCommand))];

    public static TheoryData<Type> Events => [.. CasesOf(typeof(RunEvent))];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_case_of_a_family_is_nested_in_it_and_sealed(Type family)
    {
        Assert.NotEmpty(CasesOf(family));
        Assert.All(CasesOf(family), c => Assert.True(c.IsSealed, $"{c} is not sealed"));
        Assert.DoesNotContain(family.Assembly.GetTypes(), t => t.BaseType is { } b && (b.IsGenericType ? b.GetGenericTypeDefinition() : b) == family && t.DeclaringType != family);
    }

    [Theory]
    [MemberData(nameof(EventFamilies))]
    public void Every_event_has_one_wire_name_that_says_its_version(Type family)
    {
        var named = family.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.Equal(CasesOf(family).OrderBy(t => t.Name).Select(t => t.Name), named.Select(n => n.DerivedType).OrderBy(t => t.Name).Select(t => t.Name));
        Assert.All(named, n => Assert.Matches(@"^[a-z]+\.[a-zA-Z]+\.v\d+$", (string)n.TypeDiscriminator!));
        Assert.Equal(named.Count, named.Select(n => n.TypeDiscriminator).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_decided(Type command) => IsHandled(() => RunDecider.Decide((RunCommand)RuntimeHelpers.GetUninitializedObject(command), Story.ARun().Run));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_folded(Type @event) => IsHandled(() => RunEvolution.Evolve(Story.ARun().Run, (RunEvent)RuntimeHelpers.GetUninitializedObject(@event)));

    /// <summary>Empty commands and events may well be refused or impossible; they may not be strangers.</summary>
    private static void IsHandled(Action act)
    {
        if (Record.Exception(act) is UnreachableException stranger) Assert.Fail(stranger.ToString());
    }

    private static Type[] CasesOf(Type family) => family.GetNestedTypes();
}
