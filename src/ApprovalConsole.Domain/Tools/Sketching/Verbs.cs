using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>What a tool's name says that it does.</summary>
internal static class Verbs
{
    private static readonly string[] Reading = ["get", "list", "read", "search", "find", "fetch", "lookup", "look", "query", "show", "describe", "count", "view", "browse", "calculate", "check"];
    private static readonly string[] Making = ["create", "add", "insert", "new", "register", "make", "write", "append", "upload", "import", "post", "put", "save", "store"];
    private static readonly string[] Ending = ["delete", "remove", "drop", "destroy", "purge", "erase", "wipe", "clear", "truncate", "terminate", "uninstall"];

    /// <summary>These are for doing wherever they stand.</summary>
    private static readonly string[] Doing =
    [
        .. Ending, "create", "add", "insert", "append", "upload", "update", "upsert", "edit", "modify", "rename", "send", "pay", "refund", "charge", "transfer", "withdraw", "cancel", "archive", "unarchive", "approve", "reject", "exchange",
        "execute", "invoke", "restart", "reset", "enable", "disable", "grant", "revoke", "publish", "unpublish", "merge", "submit", "replace", "assign", "unassign", "unblock", "unlock", "notify", "install", "deploy", "restore", "subscribe",
        "unsubscribe", "attach", "detach", "unfollow", "unpin", "unstar", "resume",
    ];

    /// <summary>These are things as well, so they count where they stand first.</summary>
    private static readonly string[] DoingAtFirst =
    [
        .. Making, "change", "set", "move", "close", "book", "order", "buy", "sell", "return", "run", "call", "start", "stop", "push", "sign", "sync", "patch", "block", "lock", "email", "schedule", "follow", "pin", "star", "pause", "hold", "release",
    ];

    private static readonly (string Do, string Undo)[] Pairs =
    [
        ("create", "delete"), ("create", "remove"), ("add", "remove"), ("add", "delete"), ("insert", "delete"), ("register", "unregister"), ("register", "remove"), ("enable", "disable"), ("disable", "enable"),
        ("archive", "unarchive"), ("archive", "restore"), ("block", "unblock"), ("lock", "unlock"), ("subscribe", "unsubscribe"), ("assign", "unassign"), ("attach", "detach"), ("grant", "revoke"),
        ("publish", "unpublish"), ("follow", "unfollow"), ("pin", "unpin"), ("star", "unstar"), ("pause", "resume"), ("hold", "release"), ("book", "cancel"),
    ];

    private static readonly string[] Final = [.. Ending, "cancel", "close", "archive", "disable", "revoke"];

    /// <summary>The name begins with a word for reading, before any other word for doing, and holds none of those.</summary>
    public static bool Reads(ImmutableArray<string> name) => First(name) is { } verb && Reading.Contains(verb) && !name.Any(Doing.Contains);

    /// <summary>The word for doing something that the name holds; null where it holds none.</summary>
    public static string? Writing(ImmutableArray<string> name) => name.FirstOrDefault(Doing.Contains) ?? (First(name) is { } verb && !Reading.Contains(verb) ? verb : null);

    public static bool Makes(ImmutableArray<string> name) => First(name) is { } verb && Making.Contains(verb);

    /// <summary>The word by which it destroys something; null where the name says no such thing.</summary>
    public static string? Destroys(ImmutableArray<string> name) => name.FirstOrDefault(Ending.Contains);

    /// <summary>Doing it twice is doing it once.</summary>
    public static bool IsFinal(ImmutableArray<string> name) => First(name) is { } verb && Final.Contains(verb);

    /// <summary>The names that would take it back, as words.</summary>
    public static IEnumerable<ImmutableArray<string>> Opposites(ImmutableArray<string> name) => First(name) is not { } verb ? []
        : Pairs.Where(p => p.Do == verb).Select(p => name.Replace(verb, p.Undo));

    /// <summary>The word for doing or reading that stands first.</summary>
    public static string? First(ImmutableArray<string> name) => name.FirstOrDefault(w => Reading.Contains(w) || Doing.Contains(w) || DoingAtFirst.Contains(w));

    /// <summary>What it is done to: the words after the verb, the last one in the singular.</summary>
    public static ImmutableArray<string> Noun(ImmutableArray<string> name) => First(name) is { } verb ? NameWords.Singular(name.RemoveRange(0, name.IndexOf(verb) + 1)) : [];
}
