using System.Globalization;
using System.Text;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>The world outside of consoles that die: each deed is a line on the disk before it is answered, and stays there whatever becomes of the console.</summary>
internal sealed class World(string folder)
{
    private readonly Lock _one = new();
    private readonly string _file = Path.Combine(folder, "world.txt");

    /// <summary>What has happened, in its order: once for each time.</summary>
    public ILookup<string, Deed> Deeds => Lines().Select(Deed.Read).ToLookup(d => d.Order);

    public void Happens(Deed deed)
    {
        lock (_one)
        {
            using var file = Open(FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes($"{deed}\n"));
            file.Flush(flushToDisk: true);
        }
    }

    private List<string> Lines()
    {
        using var reader = new StreamReader(Open(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line) lines.Add(line);
        return lines;
    }

    /// <summary>Another node may be writing just now. Only who shares with nobody keeps others from writing where it writes.</summary>
    private FileStream Open(FileMode mode, FileAccess access)
    {
        while (true)
        {
            try
            {
                return new(_file, mode, access, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }
}

/// <param name="What">One of the names here.</param>
/// <param name="Amount">Of a refund; of a label, the item's number; of a knock, the door's; else nothing.</param>
internal sealed record Deed(string Order, string What, decimal Amount = 0)
{
    public const string Refund = "refund";

    /// <summary>The parcel is held back; that can be taken back.</summary>
    public const string Hold = "hold";

    public const string Release = "release";

    public const string Label = "label", Peel = "peel";

    public const string Knock = "knock", Leave = "leave";

    /// <summary>What takes it back.</summary>
    public Deed Back => this with { What = What switch { Hold => Release, Label => Peel, Knock => Leave, _ => throw new InvalidOperationException($"{this} cannot be taken back.") } };

    public static Deed Read(string line) => line.Split(' ') is [var order, var what, var amount] ? new(order, what, decimal.Parse(amount, CultureInfo.InvariantCulture)) : throw new FormatException(line);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order} {What} {Amount}");
}
