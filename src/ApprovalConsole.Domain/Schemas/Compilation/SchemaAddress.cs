namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Resolves references (RFC 3986) to an absolute address and a fragment.</summary>
internal static class SchemaAddress
{
    /// <summary>The base of a schema without an <c>$id</c>. The name is reserved (RFC 6761), so no document is ever there.</summary>
    internal const string Unnamed = "https://schema.invalid/";

    /// <returns>Null where the text is no URI reference, or is relative to a base that has no hierarchy (a URN).</returns>
    internal static (string Address, string Fragment)? Resolve(string baseAddress, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var target = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        if (target.Length == 0)
            return (baseAddress, fragment);
        return Absolute(baseAddress, target) is { } address ? (address, fragment) : null;
    }

    private static string? Absolute(string baseAddress, string target)
    {
        if (HasScheme(target))
            return Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.AbsoluteUri : null;
        return Uri.TryCreate(target, UriKind.Relative, out var relative) && Uri.TryCreate(new Uri(baseAddress), relative, out var joined)
            ? joined.AbsoluteUri
            : null;
    }

    // Asked first, because on Unix the base library takes "/path" for an absolute file URI.
    private static bool HasScheme(string target)
    {
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(target[0])
            && target.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}
