namespace ApprovalConsole.Tests.Retail;

/// <summary>For tests.</summary>
internal sealed partial class RetailFiles
{
    /// <summary>The data, or a test that says loudly that it did not run.</summary>
    public static RetailFiles Found()
    {
        var files = Find();
        if (files is null) Assert.Skip($"THE RETAIL TASKS DID NOT RUN: their data was not found. To run them, set {Variable} to its folder, or put it at {Folder} beside the project or above it.");
        return files;
    }
}
