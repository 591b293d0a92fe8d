using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>The keys of cookies in a folder that nodes share. Of those that start on an empty one at the same time, one makes the first key; the others wait for it, for a node goes by the keys that it found.</summary>
internal sealed class FirstKeys(DirectoryInfo folder, ILoggerFactory logs) : IXmlRepository
{
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly FileSystemXmlRepository _keys = new(folder, logs);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        for (var waited = TimeSpan.Zero; ; waited += LooksAgainAfter)
        {
            var found = _keys.GetAllElements();
            if (found.Count > 0 || waited > Waits || IsFirst()) return found;
            Thread.Sleep(LooksAgainAfter);
        }
    }

    public void StoreElement(XElement element, string friendlyName) => _keys.StoreElement(element, friendlyName);

    private bool IsFirst()
    {
        try
        {
            using var mark = new FileStream(Path.Combine(folder.FullName, "first"), FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
