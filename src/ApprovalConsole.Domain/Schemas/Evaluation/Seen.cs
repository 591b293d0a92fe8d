using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Schemas.Evaluation;

/// <summary>
/// Which members and items of a value a schema has spoken of (the specification's annotations), and the same again for
/// each part. One level of it answers <c>unevaluatedProperties</c>; the whole tree answers the boundary's second pass.
/// </summary>
internal sealed class Seen
{
    // Most values are leaves: nothing is allocated until a part or a name is noted.
    private List<ImmutableArray<string>>? _named;
    private Dictionary<string, Seen>? _members;
    private Dictionary<int, Seen>? _items;

    /// <summary>
    /// Nothing below needs a look: the literal schema true was applied, by which somebody wrote that anything goes at any
    /// depth; or the value has failed as a whole, and what it holds is no news.
    /// </summary>
    internal bool IsOpen { get; private set; }

    /// <summary>The names that schemas offered for members of this value, for messages.</summary>
    internal IEnumerable<string> Named => (_named ?? []).SelectMany(names => names).Distinct(StringComparer.Ordinal);

    internal void Open() => IsOpen = true;

    /// <summary>A condition that holds for everything is not a permission.</summary>
    internal void Close() => IsOpen = false;

    internal bool Has(string member) => _members?.ContainsKey(member) ?? false;

    internal bool Has(int item) => _items?.ContainsKey(item) ?? false;

    internal Seen? Below(string member) => _members?.GetValueOrDefault(member);

    internal Seen? Below(int item) => _items?.GetValueOrDefault(item);

    internal void Name(ImmutableArray<string> members) => (_named ??= []).Add(members);

    internal void Add(string member, Seen below) => Add(_members ??= new(StringComparer.Ordinal), member, below);

    internal void Add(int item, Seen below) => Add(_items ??= [], item, below);

    /// <summary>Takes over what another schema saw of the same value; the other is not used afterwards.</summary>
    internal void Merge(Seen other)
    {
        IsOpen |= other.IsOpen;
        if (other._named is not null)
            (_named ??= []).AddRange(other._named);
        _members = Merged(_members, other._members);
        _items = Merged(_items, other._items);
    }

    // The smaller goes into the larger, so that a long chain of references does not copy a large object at each link.
    private static Dictionary<TKey, Seen>? Merged<TKey>(Dictionary<TKey, Seen>? mine, Dictionary<TKey, Seen>? theirs) where TKey : notnull
    {
        if (mine is null || theirs is null)
            return mine ?? theirs;
        var (larger, smaller) = mine.Count < theirs.Count ? (theirs, mine) : (mine, theirs);
        foreach (var (key, below) in smaller)
            Add(larger, key, below);
        return larger;
    }

    private static void Add<TKey>(Dictionary<TKey, Seen> parts, TKey key, Seen below) where TKey : notnull
    {
        if (!parts.TryAdd(key, below))
            parts[key].Merge(below);
    }
}
