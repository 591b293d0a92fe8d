using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>One call of the model and what came of it.</summary>
/// <param name="Tool">The tool's plain name, however it was offered.</param>
/// <param name="Arguments">As the model sent them, an object.</param>
/// <param name="Answer">What the console said.</param>
internal sealed record Exchange(string Tool, JsonElement Arguments, ToolAnswer Answer);
