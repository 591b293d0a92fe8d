using System.Globalization;
using System.Text;

namespace ApprovalConsole.SampleDesk.Tools;

/// <summary>The folder that stands for the world's mail: what lies in it has been sent.</summary>
internal sealed class Outbox(string folder)
{
    public async Task PutAsync(Mail mail, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{mail.At.UtcDateTime:yyyyMMdd'T'HHmmss}-{mail.MessageId[..32]}.eml");
        var draft = Path.Combine(folder, $".{name}.draft");
        await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(mail.ToEml()), ct);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, Path.Combine(folder, name));    // appears whole or not at all
    }
}
