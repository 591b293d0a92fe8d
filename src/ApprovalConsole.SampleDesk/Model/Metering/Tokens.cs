using System.Text;

namespace ApprovalConsole.SampleDesk.Model.Metering;

/// <summary>Four bytes a token: what English text comes to with real models.</summary>
internal static class Tokens
{
    public static int In(int bytes) => (bytes + 3) / 4;

    public static int In(string text) => In(Encoding.UTF8.GetByteCount(text));
}
