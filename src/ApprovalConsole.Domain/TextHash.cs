using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ApprovalConsole.Domain;

/// <summary>SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. The bytes lie in memory that is used again: a run hashes a hundred texts.</summary>
public static class TextHash
{
    public static string Of(string text) => Of([], text, Encoding.UTF8);

    /// <summary>Of a salt and the text behind it.</summary>
    public static string Of(ReadOnlySpan<byte> salt, string text) => Of(salt, text, Encoding.UTF8);

    /// <param name="encoding">Of UTF-8 one that refuses half a character, where none may be replaced.</param>
    /// <exception cref="EncoderFallbackException">It refused.</exception>
    internal static string Of(ReadOnlySpan<byte> salt, string text, Encoding encoding)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(salt.Length + encoding.GetMaxByteCount(text.Length));
        try
        {
            salt.CopyTo(bytes);
            var length = salt.Length + encoding.GetBytes(text, bytes.AsSpan(salt.Length));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes.AsSpan(0, length), hash);
            return Convert.ToHexStringLower(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true); // it may have been somebody's words
        }
    }
}
