using System.Text;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Which database the keys in a folder are for, written down beside them. A database that is copied with its keys and its heads is the same in every row: that it lies elsewhere is all that tells it from the one
/// that is still at work, and would send the same a second time.</summary>
internal sealed class Place(string keysFolder)
{
    private const string FileName = "place";

    /// <summary>Where the keys were used last; the first time, here.</summary>
    /// <returns>Null where that is here.</returns>
    public string? WhereElse(string here) => Encoding.UTF8.GetString(KeyFile.Open(keysFolder, FileName, () => Encoding.UTF8.GetBytes(here))) is var there && there != here ? there : null;

    /// <summary>From now on they are used here.</summary>
    public void Move(string here) => OwnFolder.WriteWhole(Path.Combine(keysFolder, FileName), here);
}
