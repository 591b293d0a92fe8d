namespace ApprovalConsole.SampleDesk.Pipelines;

/// <summary>Sorts tickets: written as a file, as an admin would.</summary>
public static class TicketTriage
{
    public const string Name = "ticket-triage";

    public static string File => Path.Combine(AppContext.BaseDirectory, "Pipelines", $"{Name}.yaml");
}
