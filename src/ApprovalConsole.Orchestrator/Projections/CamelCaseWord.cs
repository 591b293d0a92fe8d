using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Words that callers send in camelCase are shown in camelCase.</summary>
internal sealed class CamelCaseWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
