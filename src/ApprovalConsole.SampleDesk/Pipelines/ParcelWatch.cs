namespace ApprovalConsole.SampleDesk.Pipelines;

/// <summary>Waits for a parcel: a file with a loop, branches side by side and a wait. No agent is asked.</summary>
public static class ParcelWatch
{
    public const string Name = "parcel-watch";

    public static string File => Path.Combine(AppContext.BaseDirectory, "Pipelines", $"{Name}.yaml");
}
