using System.Buffers.Binary;
using System.Text;

namespace ApprovalConsole.Tests.Telemetry;

/// <summary>A message of the protobuf wire format, field by field, without a schema.</summary>
internal sealed class ProtoWire
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> _fields = [];

    public ProtoWire(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((field, Varint(message, ref at), null));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), null));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    _fields.Add((field, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), null));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    public IEnumerable<ProtoWire> Messages(int field) => All(field).Select(bytes => new ProtoWire(bytes));

    public string Text(int field) => Encoding.UTF8.GetString(All(field).FirstOrDefault() ?? []);

    public IEnumerable<string> Texts(int field) => All(field).Select(Encoding.UTF8.GetString);

    public string Hex(int field) => Convert.ToHexStringLower(All(field).FirstOrDefault() ?? []);

    public ulong Number(int field) => _fields.Where(f => f.Field == field && f.Bytes is null).Select(f => f.Number).FirstOrDefault();

    private IEnumerable<byte[]> All(int field) => _fields.Where(f => f.Field == field).Select(f => f.Bytes).OfType<byte[]>();

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
    }
}
