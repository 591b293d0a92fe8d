namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A moment between the console and the <see cref="Till"/>, which no milestone of the console's is: a call has arrived there, and is not answered.</summary>
/// <param name="Tool">By its whole name.</param>
/// <param name="IsDone">The deed has happened.</param>
/// <param name="TillDies">The till itself, and the console lives on; else the console.</param>
internal sealed record TillPoint(string Tool, bool IsDone, bool TillDies)
{
    private const string Arrived = "Arrived", Done = "Done", Alone = "(the till dies)";

    public static IReadOnlyList<TillPoint> All { get; } =
        [.. from tool in Till.Tools from isDone in new[] { false, true } from tillDies in new[] { false, true } select new TillPoint(tool, isDone, tillDies)];

    /// <returns>Null where it is the name of a point of another kind.</returns>
    public static TillPoint? Find(string name) => All.FirstOrDefault(p => $"{p}" == name);

    public override string ToString() => $"{(IsDone ? Done : Arrived)} {Tool}{(TillDies ? $" {Alone}" : "")}";
}
