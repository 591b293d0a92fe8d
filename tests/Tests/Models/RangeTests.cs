using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Tests.Models;

/// <summary>Numbers that could not be reckoned with, or would turn a limit into none, end the start with the setting's name.</summary>
public sealed class RangeTests
{
    public static TheoryData<RunLimits, string?> Limits => new()
    {
        { new(), null },
        { new() { Writes = 0, CostUsd = 0 }, null },
        { new() { Tokens = RunLimits.MostTokens, CostUsd = RunLimits.MostCostUsd, Calls = 100_000 }, null },
        { new() { CallsPerStep = 0 }, "CallsPerStep" },
        { new() { CallsPerStep = -5 }, "CallsPerStep" },
        { new() { CallsPerStep = int.MaxValue }, "CallsPerStep" },
        { new() { Calls = 0 }, "Calls" },
        { new() { Calls = int.MaxValue }, "Calls" },
        { new() { Writes = -1 }, "Writes" },
        { new() { OpenProposals = 0 }, "OpenProposals" },
        { new() { NoProgressSteps = 0 }, "NoProgressSteps" },
        { new() { Iterations = 0 }, "Iterations" },
        { new() { Tokens = long.MaxValue }, "Tokens" },
        { new() { CostUsd = 1e23m }, "CostUsd" },
        { new() { CostUsd = -1 }, "CostUsd" },
        { new() { WallClockSeconds = 0 }, "WallClockSeconds" },
        { new() { WallClockSeconds = double.NaN }, "WallClockSeconds" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_limit_of_an_agent_that_is_none_is_named(RunLimits limits, string? named) => Named(named is null ? null : $"Agents:clerk:Limits:{named}", () =>
        _ = new AgentCatalog(new Dictionary<string, AgentSettings> { ["clerk"] = new() { Instructions = "x", Limits = limits } }, new()));

    [Theory]
    [InlineData("0.000000000000001", 4_096, 128_000, null)]
    [InlineData("1000000", 4_096, 128_000, null)]
    [InlineData("1000000.1", 4_096, 128_000, "Price:Output")]
    [InlineData("2.5", long.MaxValue, 128_000, "MaxOutputTokens")]
    [InlineData("2.5", 4_096, long.MaxValue, "ContextTokens")]
    public void A_number_of_a_model_that_cannot_be_reckoned_with_is_named(string usd, long output, long context, string? named)
    {
        var price = decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture);
        Named(named is null ? null : $"Models:strong:{named}", () =>
            OpenAIModels.Check("strong", new() { Provider = "OpenAI", Model = "m", Price = new(0, null, price), MaxOutputTokens = output, ContextTokens = context }));
    }

    private static void Named(string? key, Action start)
    {
        if (Record.Exception(start) is { } fault) Assert.Equal(key, Assert.IsType<SettingException>(fault).Key);
        else Assert.Null(key);
    }
}
