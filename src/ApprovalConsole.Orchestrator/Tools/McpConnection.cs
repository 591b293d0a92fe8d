using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>One connection to an MCP server and the calls that are out on it. Who gives it up takes no call along: it is closed when the last of them has its answer.</summary>
internal sealed class McpConnection(McpClient client, Action<Exception> closingFailed)
{
    private int _holders = 1; // whoever made it
    private int _isGivenUp;

    public McpClient Client => client;

    /// <returns>False where it is closed already.</returns>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0; holders = Volatile.Read(ref _holders))
            if (Interlocked.CompareExchange(ref _holders, holders + 1, holders) == holders) return true;
        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0) _ = CloseAsync();
    }

    /// <summary>Nobody new is to use it.</summary>
    public void GiveUp()
    {
        if (Interlocked.Exchange(ref _isGivenUp, 1) == 0) LetGo();
    }

    public async Task CloseAsync()
    {
        try
        {
            await client.DisposeAsync();
        }
        catch (Exception e)
        {
            closingFailed(e);
        }
    }
}
