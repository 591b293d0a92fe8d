using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>What names of tools and values say, as far as a list of words can tell.</summary>
internal static partial class NameWords
{
    private static readonly string[] Ids = ["id", "uuid", "guid", "key", "sku", "iban", "slug", "handle", "username", "path", "ref", "reference", "identifier"];
    private static readonly string[] IdsOfSomething = ["name", "number", "no", "code"];
    private static readonly string[] NoThings = ["first", "last", "full", "display", "middle", "sur", "nick", "phone", "zip", "postal", "country", "page", "line", "currency", "language", "status", "error"];
    private static readonly string[] Amounts = ["amount", "price", "total", "sum", "cost", "fee", "balance", "payment", "quantity", "qty", "value"];
    private static readonly string[] Money = ["amount", "price", "total", "sum", "cost", "fee", "balance", "payment"];
    private static readonly string[] Targets = ["to", "recipient", "destination", "target", "email", "address", "url", "uri", "phone", "source", "file"];
    private static readonly string[] Owners = ["user", "customer", "account", "owner", "client", "member", "patient", "tenant", "subject"];

    /// <summary>Lower-case: <c>entityNames</c> and <c>entity_names</c> are entity, names.</summary>
    public static ImmutableArray<string> Of(string name) => [.. Word().Matches(name).Select(m => m.Value.ToLowerInvariant())];

    /// <summary>With the last word in the singular.</summary>
    public static ImmutableArray<string> Singular(ImmutableArray<string> words) => words.IsEmpty ? words : words.SetItem(words.Length - 1, Singular(words[^1]));

    public static string Singular(string word) => word switch
    {
        [.. var stem, 'i', 'e', 's'] when stem.Length > 1 => $"{stem}y",
        [.. var stem, 's', 's', 'e', 's'] => $"{stem}ss",
        [.., 'x', 'e', 's'] or [.., 'c' or 's', 'h', 'e', 's'] => word[..^2],
        [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
        [.. var stem, 's'] when stem.Length > 1 => stem,
        _ => word,
    };

    public static bool IsId(ImmutableArray<string> words) => words is [.. var before, var last]
        && (Ids.Contains(last) || (IdsOfSomething.Contains(last) && before.Length > 0 && !NoThings.Contains(before[^1])));

    public static bool IsAmount(ImmutableArray<string> words) => words.Any(Amounts.Contains) && !IsId(words);

    public static bool IsMoney(ImmutableArray<string> words) => words.Any(Money.Contains);

    public static bool IsTarget(ImmutableArray<string> words) => words is [.., var last] && Targets.Contains(last);

    /// <summary>It says whose something is: <c>user_id</c>, <c>customer</c>.</summary>
    public static bool IsOwner(ImmutableArray<string> words) => words switch
    {
        [var only] => Owners.Contains(only),
        [var who, "id"] => Owners.Contains(who),
        _ => false,
    };

    /// <summary>As people write it.</summary>
    public static string Spoken(ImmutableArray<string> words) => string.Join(' ', words);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
