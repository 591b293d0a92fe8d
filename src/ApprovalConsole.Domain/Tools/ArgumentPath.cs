using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>A policy's pointer into the arguments, held against the tool's schema: a misspelled one finds nothing in any call.</summary>
public static class ArgumentPath
{
    /// <summary>Whether some arguments of this schema can have something there. What the schema does not say counts as yes.</summary>
    public static bool MayExist(JsonElement schema, string path)
    {
        if (!JsonPointer.TryParse(path, out var pointer)) return false;
        var place = SchemaPlace.Root(schema);
        foreach (var step in pointer.Steps)
        {
            if (step == "*") return true; // whatever is there
            if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && place.Item(index) is var item && !item.IsNowhere) place = item;
            else if (!place.MayHave(step)) return false;
            else place = place.Member(step);
        }

        return true;
    }
}
