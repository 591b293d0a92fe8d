namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>One thing that was wrong with a call. <paramref name="Path"/> is a JSON pointer into its arguments.</summary>
internal sealed record Finding(string Code, string Path, string Message);
