using System.Diagnostics.CodeAnalysis;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.SampleDesk;

/// <summary>A tool of the desk could not do its work, and nothing was changed.</summary>
/// <remarks>The message is written for the model: it says what was wrong and what would be right, and holds no internals.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A refusal is the field's word.")]
public class DeskRefusal(string message) : ToolRefusedException(message);
