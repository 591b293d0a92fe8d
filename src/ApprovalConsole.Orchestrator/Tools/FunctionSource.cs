using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Receipts;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Tools that are functions in this process.</summary>
internal sealed class FunctionSource(string name, IReadOnlyList<AIFunction> functions) : IToolSource
{
    private static readonly JsonSerializerOptions Results = new(AIJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, AIFunction> _functions = functions.ToDictionary(f => f.Name);

    public string Name => name;

    public bool IsOwnCode => true;

    public string? Unreachable => null;

    public IReadOnlyList<ToolDefinition> Tools { get; } = [.. functions.Select(f => new ToolDefinition(name, f.Name, f.Description, f.JsonSchema))];

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct)
    {
        var arguments = new AIFunctionArguments(sending.Arguments.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value))
        {
            Context = new Dictionary<object, object?> { [typeof(Receipt)] = sending.Receipt }, // unsigned: what runs in this process need not be convinced
        };
        try
        {
            var result = await _functions[sending.ToolName].InvokeAsync(arguments, ct);
            return new ToolOutcome.Succeeded(JsonSerializer.Serialize(result, Results));
        }
        catch (ToolRefusedException e)
        {
            return new ToolOutcome.ReportedError(e.Message);
        }
        catch (Exception e) when (!sending.IsWrite && e is not OperationCanceledException)
        {
            return new ToolOutcome.ReportedError(e.Message);
        }
    }
}
