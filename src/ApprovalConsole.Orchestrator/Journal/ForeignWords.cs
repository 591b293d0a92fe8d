using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Texts of events that hold what somebody else said, now and then: what a look-up says would be right, what a server said when a call broke off. Those lie beside their
/// event under another name, <c>…Text</c>, so that they can be erased; else, and in what was recorded before, they stand in it.</summary>
internal static class ForeignWords
{
    public static void SetApart(JsonTypeInfo type)
    {
        if (type.Type == typeof(Finding)) SetApart<Finding>(type, nameof(Finding.Allowed), (finding, _) => finding.Layer is not Layer.Schema); // a schema's words are nobody's
        if (type.Type == typeof(RunEvent.CallOutcomeUnknown)) SetApart<RunEvent.CallOutcomeUnknown>(type, nameof(RunEvent.CallOutcomeUnknown.Why), (_, why) => ToolOutcome.Unknown.IsTheirs(why));
    }

    private static void SetApart<T>(JsonTypeInfo type, string name, Func<T, string, bool> isForeign)
    {
        var property = typeof(T).GetProperty(name)!;
        var within = type.Properties.Single(p => p.Name == JsonNamingPolicy.CamelCase.ConvertName(name));
        within.ShouldSerialize = (at, text) => text is string words && !isForeign((T)at, words);
        var beside = type.CreateJsonPropertyInfo(typeof(Payload?), $"{within.Name}Text");
        beside.Get = at => property.GetValue(at) is string words && isForeign((T)at, words) ? (Payload?)words : null;
        beside.ShouldSerialize = (_, text) => text is not null;
        beside.Set = (at, text) => property.SetValue(at, text is Payload words ? words.ToString() : property.GetValue(at));
        type.Properties.Add(beside);
    }
}
