using System.Text.Json;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class FormatTests
{
    [Theory]
    [InlineData("date", "2024-02-29")]
    [InlineData("date-time", "1985-04-12T23:20:50.52Z")]
    [InlineData("date-time", "1996-12-19t16:39:57-08:00")]
    [InlineData("date-time", "1998-12-31T23:59:60Z")]
    [InlineData("date-time", "1998-12-31T15:59:60.123-08:00")]
    [InlineData("email", "joe.bloggs@example.com")]
    [InlineData("email", "te~st+tag@sub.example.co")]
    [InlineData("email", "\"joe bloggs\"@example.com")]
    [InlineData("email", "joe@[127.0.0.1]")]
    [InlineData("email", "joe@[IPv6:::1]")]
    [InlineData("uri", "http://foo.bar/?baz=qux#quux")]
    [InlineData("uri", "http://[2001:db8::7]/c=GB?objectClass?one")]
    [InlineData("uri", "urn:oasis:names:specification:docbook:dtd:xml:4.1.2")]
    [InlineData("uri", "mailto:John.Doe@example.com")]
    [InlineData("uri", "http://foo.bar:80/%20x")]
    [InlineData("uri", "file:///etc/hosts")]
    [InlineData("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380")]
    [InlineData("color", "anything")]
    public void Right_is_let_in(string format, string text) => Assert.Equal("", Check(format, text));

    [Theory]
    [InlineData("date", "2023-02-29")]
    [InlineData("date", "2023-2-01")]
    [InlineData("date", "2023-01-01\n")]
    [InlineData("date", "२०२३-०१-०१")]
    [InlineData("date-time", "1990-02-31T15:59:59Z")]
    [InlineData("date-time", "1990-01-31T15:59:59")]
    [InlineData("date-time", "1990-01-31 15:59:59Z")]
    [InlineData("date-time", "1990-01-31T24:00:00Z")]
    [InlineData("date-time", "1990-01-31T15:59:60Z")]
    [InlineData("date-time", "1990-01-31T15:59:59+24:00")]
    [InlineData("email", "2962")]
    [InlineData("email", "joe..bloggs@example.com")]
    [InlineData("email", "joe@example.com, ann@example.com")]
    [InlineData("email", "Joe <joe@example.com>")]
    [InlineData("email", "joe@-example.com")]
    [InlineData("email", "joe@[127.0.0.300]")]
    [InlineData("email", "joe@example.com\nBcc: ann@example.com")]
    [InlineData("uri", "/path")]
    [InlineData("uri", "//foo.bar/?baz")]
    [InlineData("uri", "http:// shouldfail.com")]
    [InlineData("uri", "http://foo.bar/%zz")]
    [InlineData("uri", "http://foo.bar/<x>")]
    [InlineData("uri", "http://[1::2::3]/")]
    [InlineData("uri", "http://a:80a/")]
    [InlineData("uri", "http://ex\u00e4mple.com")]
    [InlineData("uuid", "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}")]
    [InlineData("uuid", "2eb8aa08aa9811eab4aa73b441d16380")]
    public void Wrong_is_refused(string format, string text) => Assert.Equal("format ", Check(format, text));

    private static string Check(string format, string text) =>
        SchemaOf.Arguments($$"""{"format":"{{format}}"}""", JsonSerializer.Serialize(text));
}
