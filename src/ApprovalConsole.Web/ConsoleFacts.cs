namespace ApprovalConsole.Web;

/// <summary>What the pages say about this console as a whole.</summary>
/// <param name="IsDemo">The support desk and its sample runs are there.</param>
/// <param name="IsScripted">The model is a script, not a model.</param>
/// <param name="IsLocal">People sign in by a click, on this machine only.</param>
public sealed record ConsoleFacts(bool IsDemo, bool IsScripted, bool IsLocal);
