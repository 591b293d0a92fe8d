namespace ApprovalConsole.Domain.Schemas.Formats;

/// <summary>A format that the boundary asserts. The list is closed: others stay annotations.</summary>
/// <param name="Words">Completes "The text must be …".</param>
internal sealed record Format(string Name, string Words, string Example, Func<string, bool> Holds)
{
    private static readonly Format[] Asserted =
    [
        new("date", "a date (RFC 3339)", "2026-03-31", Rfc3339.IsDate),
        new("date-time", "a date and time with its offset from UTC (RFC 3339)", "2026-03-31T09:30:00Z", Rfc3339.IsDateTime),
        new("email", "an e-mail address (RFC 5321)", "name@example.com", EmailAddress.Is),
        new("uri", "an absolute URI (RFC 3986)", "https://example.com/path", AbsoluteUri.Is),
        new("uuid", "a UUID (RFC 4122)", "123e4567-e89b-12d3-a456-426614174000", Uuid.Is),
    ];

    internal static Format? Find(string name) => Asserted.FirstOrDefault(format => format.Name == name);
}
