using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ApprovalConsole.Domain.Json;

/// <summary>The one spelling of a JSON value (RFC 8785): what is hashed, shown to a reviewer and sent to a tool.</summary>
/// <remarks>
/// Meant for values that <see cref="StrictJson"/> let in. Any other value that has no single spelling (a duplicate key,
/// half a surrogate pair, a number beyond a double) throws <see cref="ArgumentException"/>.
/// </remarks>
public static class CanonicalJson
{
    // RFC 8259 text is Unicode; a half character must not become a replacement character on its way into a hash.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    public static byte[] BytesOf(JsonElement value) => StrictUtf8.GetBytes(Of(value));

    /// <summary>SHA-256 of the canonical UTF-8 bytes, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(JsonElement value) => HashOf(Of(value));

    /// <param name="canonical">A value in its one spelling already.</param>
    public static string HashOf(string canonical) => TextHash.Of([], canonical, StrictUtf8);

    private static void Write(JsonElement value, StringBuilder text)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();           // a value from elsewhere may nest without end
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, text);
                break;
            case JsonValueKind.Array:
                WriteArray(value, text);
                break;
            case JsonValueKind.String:
                WriteString(JsonText.Of(value), text);
                break;
            case JsonValueKind.Number:
                text.Append(CanonicalNumber.Of(value.GetDouble()));
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                text.Append(value.GetRawText());
                break;
            default:
                throw new ArgumentException("There is no JSON value here.", nameof(value));
        }
    }

    private static void WriteObject(JsonElement value, StringBuilder text)
    {
        // RFC 8785, 3.2.3: keys are ordered by their UTF-16 code units, which is what an ordinal comparison does.
        var members = value.EnumerateObject().Select(member => (Name: JsonText.NameOf(member), member.Value))
            .OrderBy(member => member.Name, StringComparer.Ordinal).ToArray();
        text.Append('{');
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0 && members[i].Name == members[i - 1].Name)
                throw new ArgumentException("An object with a duplicate key has no canonical form.", nameof(value));
            if (i > 0)
                text.Append(',');
            WriteString(members[i].Name, text);
            text.Append(':');
            Write(members[i].Value, text);
        }
        text.Append('}');
    }

    private static void WriteArray(JsonElement value, StringBuilder text)
    {
        text.Append('[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
                text.Append(',');
            first = false;
            Write(item, text);
        }
        text.Append(']');
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(unit),
            };
        }
        text.Append('"');
    }
}
