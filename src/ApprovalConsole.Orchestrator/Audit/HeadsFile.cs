using System.Text;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The witness on a disk: signed heads, one JSON a line, only ever added to.</summary>
internal sealed class HeadsFile(string path)
{
    public static HeadsFile Of(AuditOptions options, string keysFolder, string contentRoot) => new(
        options.HeadsFile is { Length: > 0 } set ? System.IO.Path.GetFullPath(set, contentRoot) : System.IO.Path.Combine(keysFolder, "heads.jsonl"));

    private const int BytesOfNewest = 64 * 1024;
    private const int MostAttempts = 40;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(25);

    public string Path => path;

    /// <summary>Every head, oldest first; null for a line that is none.</summary>
    public IReadOnlyList<TreeHead?> ReadAll()
    {
        if (!File.Exists(path)) return [];
        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TreeHead.Read)]; // half a last line was never written
    }

    /// <summary>The newest heads, oldest first, from the file's end alone: it only ever grows.</summary>
    public IReadOnlyList<TreeHead> Newest()
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var from = Math.Max(0, file.Length - BytesOfNewest);
        file.Position = from;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = reader.ReadToEnd() is var text ? text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return [.. lines.Skip(from > 0 ? 1 : 0).Select(TreeHead.Read).OfType<TreeHead>()];
    }

    /// <summary>Keeps the heads of another log under another name.</summary>
    public void SetAside(DateTimeOffset now) => File.Move(path, $"{path}.until-{now:yyyyMMdd'T'HHmmss'Z'}");

    public void Add(TreeHead head)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = Open();
        CutTornLine(file);
        file.Write(Encoding.UTF8.GetBytes(head.ToJson() + "\n"));
        file.Flush(flushToDisk: true);
        Milestones.Pass(Milestone.HeadWritten);
    }

    /// <summary>Another node that shares the folder may be adding one just now.</summary>
    private FileStream Open()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                Thread.Sleep(AgainAfter);
            }
        }
    }

    // A process that was killed while it wrote leaves half a line.
    private static void CutTornLine(FileStream file)
    {
        var end = file.Length;
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
        }

        file.SetLength(end); // nothing where the very first line is torn
        file.Seek(0, SeekOrigin.End);
    }
}
