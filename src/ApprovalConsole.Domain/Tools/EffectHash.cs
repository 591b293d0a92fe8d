using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Makes two calls comparable as deeds: the tool and the values at the policy's effect key, or all arguments.</summary>
public static class EffectHash
{
    public static string Of(Tool tool, JsonElement arguments)
    {
        var values = tool.Policy.EffectKey.IsDefaultOrEmpty
            ? [arguments]
            : tool.Policy.EffectKey.Select(path => JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(arguments, out var value) ? value : (JsonElement?)null);
        return CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { tool = tool.Id, values }));
    }
}
