using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>What each table of a SQLite file takes on the disk, its indexes apart: pages, counted by walking its trees as the file format lays them down. For a file that nobody has open.</summary>
internal sealed class TableBytes : IDisposable
{
    private const byte IndexNode = 2, TableNode = 5, IndexLeaf = 10, TableLeaf = 13;

    private readonly FileStream _file;
    private readonly int _pageSize;
    private readonly byte[] _page;

    private TableBytes(string database)
    {
        _file = File.OpenRead(database);
        var header = new byte[100];
        _file.ReadExactly(header);
        _pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size and not 1 ? size : 65_536;
        _page = new byte[_pageSize];
    }

    /// <summary>The largest first.</summary>
    public static IReadOnlyDictionary<string, long> Of(string database)
    {
        using var pages = new TableBytes(database);
        return Roots(database).GroupBy(r => r.IsIndex ? $"{r.Table} (indexes)" : r.Table).Select(g => (g.Key, Bytes: g.Sum(r => pages.Count(r.Page) * pages._pageSize)))
            .OrderByDescending(t => t.Bytes).ToDictionary(t => t.Key, t => t.Bytes);
    }

    public void Dispose() => _file.Dispose();

    private static List<(string Table, bool IsIndex, long Page)> Roots(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT tbl_name, type = 'index', rootpage FROM sqlite_schema WHERE rootpage > 0";
        using var row = query.ExecuteReader();
        var roots = new List<(string, bool, long)>();
        while (row.Read()) roots.Add((row.GetString(0), row.GetBoolean(1), row.GetInt64(2)));
        return roots;
    }

    private long Count(long root)
    {
        var (count, open) = (0L, new Stack<long>([root]));
        for (; open.TryPop(out var number); count++)
        {
            _file.Position = (number - 1) * _pageSize;
            _file.ReadExactly(_page);
            count += Look(number == 1 ? 100 : 0, open);
        }

        return count;
    }

    /// <returns>The pages that cells of this one run over into.</returns>
    private long Look(int at, Stack<long> open)
    {
        var (kind, cells, over) = (_page[at], BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(at + 3)), 0L);
        var isNode = kind is IndexNode or TableNode;
        if (!isNode && kind is not (IndexLeaf or TableLeaf)) throw new InvalidDataException($"A page of kind {kind} is in no tree.");
        if (isNode) open.Push(BinaryPrimitives.ReadUInt32BigEndian(_page.AsSpan(at + 8)));
        for (var i = 0; i < cells; i++)
        {
            var cell = BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(at + (isNode ? 12 : 8) + 2 * i));
            if (isNode) open.Push(BinaryPrimitives.ReadUInt32BigEndian(_page.AsSpan(cell)));
            if (kind is not TableNode) over += PagesOver(LengthAt(cell + (isNode ? 4 : 0)), isTable: kind is TableLeaf);
        }

        return over;
    }

    /// <summary>As the format has it: a part stays in the cell, chosen so that what runs over fills its pages.</summary>
    private long PagesOver(long length, bool isTable)
    {
        var most = isTable ? _pageSize - 35 : (_pageSize - 12) * 64 / 255 - 23;
        if (length <= most) return 0;
        var least = (_pageSize - 12) * 32 / 255 - 23;
        var kept = least + (length - least) % (_pageSize - 4);
        return (length - (kept <= most ? kept : least) + _pageSize - 5) / (_pageSize - 4);
    }

    private long LengthAt(int at)
    {
        var length = 0L;
        for (var i = 0; i < 9; i++)
        {
            var b = _page[at + i];
            if (i == 8) return (length << 8) | b;
            length = (length << 7) | (b & 0x7FL);
            if (b < 0x80) break;
        }

        return length;
    }
}
