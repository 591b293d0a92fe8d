using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Tests.Retail;

/// <summary>A right call made wrong in one way. It must not reach the tool.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="MustObject">The layer that must object; others may object too.</param>
/// <param name="Arguments">As a model would write them, well-formed or not.</param>
internal sealed record CorruptedCall(string Kind, Layer MustObject, string Tool, string Arguments);
