using System.Globalization;
using System.Text;

namespace ApprovalConsole.SampleDesk.Tools;

/// <summary>One mail, and how RFC 5322 and MIME write it down.</summary>
internal sealed record Mail(string MessageId, string To, string Subject, string Body, DateTimeOffset At)
{
    private const string From = "\"Kitchen & Co. support\" <support@desk.example>";
    private const int BytesPerWord = 42;    // 56 characters of base64; an encoded word may have 75 with its frame
    private const int CharactersPerLine = 76;

    /// <summary>ASCII with CRLF, whatever the texts hold.</summary>
    public string ToEml() => new StringBuilder()
        .Append("From: ").Append(From).Append("\r\n")
        .Append("To: ").Append(To).Append("\r\n")
        .Append("Subject: ").Append(Header(Subject)).Append("\r\n")
        .Append("Date: ").Append(At.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n")
        .Append("Message-ID: <").Append(MessageId).Append(">\r\n")
        .Append("MIME-Version: 1.0\r\n")
        .Append("Content-Type: text/plain; charset=utf-8\r\n")
        .Append("Content-Transfer-Encoding: base64\r\n")
        .Append("\r\n")
        .Append(Lines(Convert.ToBase64String(Encoding.UTF8.GetBytes(Body.ReplaceLineEndings("\r\n")))))
        .ToString();

    /// <summary>Plain where it can be, else encoded words (RFC 2047), folded so that no character is cut in two.</summary>
    private static string Header(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~') && text.Length <= CharactersPerLine && !text.Contains("=?", StringComparison.Ordinal))
            return text;

        List<string> words = [];
        List<byte> bytes = [];
        var buffer = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(buffer);
            if (bytes.Count + length > BytesPerWord)
                Flush();
            bytes.AddRange(buffer.AsSpan(0, length));
        }
        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(bytes.ToArray())}?=");
            bytes.Clear();
        }
    }

    private static string Lines(string base64) =>
        string.Concat(base64.Chunk(CharactersPerLine).Select(line => new string(line) + "\r\n"));
}
