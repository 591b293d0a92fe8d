namespace ApprovalConsole.Web.Shared;

/// <summary>Reads of one page may overtake each other, as one's own does the feed's: what was begun earlier never takes the place of what was begun later. Asked on the circuit's thread only.</summary>
internal sealed class ReadOrder
{
    private int _begun;
    private int _shown;

    public int Begin() => ++_begun;

    /// <summary>Of a read that has come to its end, right before it is shown.</summary>
    public bool MayShow(int read)
    {
        if (read < _shown) return false;
        _shown = read;
        return true;
    }
}
