using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Which types of notices somebody wants: each by its name, all of a kind as in <c>proposal.*</c>, or <c>*</c>.</summary>
internal static class WantedTypes
{
    private const string Any = "*";

    /// <exception cref="SettingException">One of them can never happen.</exception>
    public static void Check(IReadOnlyList<string> wanted, string key)
    {
        if (wanted.Count == 0) throw new SettingException(key, "names no type; leave it out to be told of all");
        for (var i = 0; i < wanted.Count; i++)
            if (!NoticeType.All.Any(type => Covers(wanted[i], type))) throw new SettingException($"{key}:{i}", $"is {wanted[i]}; there are {string.Join(", ", NoticeType.All)}, and all of a kind, as in proposal.*");
    }

    public static bool Cover(IReadOnlyList<string> wanted, string type) => wanted.Any(w => Covers(w, type));

    private static bool Covers(string wanted, string type) => wanted == Any || wanted == type || (wanted.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal));
}
