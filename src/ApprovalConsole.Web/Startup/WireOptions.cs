using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Web;

/// <summary>How much one caller may ask for. A caller is a person or key; who has neither shares what their network address has.</summary>
public sealed class WireOptions
{
    public const string Section = "Wire";

    /// <summary>Requests a second that one person or key may keep up, of pages as of the API. Default 500.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Setting Wire:RequestsPerSecond must be from 1 to 1000000.")]
    public int RequestsPerSecond { get; set; } = 500;

    /// <summary>Requests that one person or key may make at once, after a while of fewer. Default 2,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Setting Wire:Burst must be from 1 to 1000000.")]
    public int Burst { get; set; } = 2000;

    /// <summary>The same for all callers of one address that nobody is signed in for. Default 50.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Setting Wire:UnknownRequestsPerSecond must be from 1 to 1000000.")]
    public int UnknownRequestsPerSecond { get; set; } = 50;

    /// <summary>Default 500.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Setting Wire:UnknownBurst must be from 1 to 1000000.")]
    public int UnknownBurst { get; set; } = 500;

    /// <summary>Sockets and event streams that one person or key may hold open: pages, hubs, watched runs; and as many watches over hubs' sockets. Default 256.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Setting Wire:OpenStreams must be from 1 to 1000000.")]
    public int OpenStreams { get; set; } = 256;

    /// <summary>Bytes of a body or form beyond which it is refused. Default 1,048,576.</summary>
    [Range(1024, 64 * 1024 * 1024, ErrorMessage = "Setting Wire:MaxBodyBytes must be from 1024 to 67108864.")]
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes of one message of a page's socket. Default 262,144: an edit of the largest arguments (64 KB, as JSON within JSON) fits.</summary>
    [Range(32 * 1024, 16 * 1024 * 1024, ErrorMessage = "Setting Wire:MaxMessageBytes must be from 32768 to 16777216.")]
    public long MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>Pages that are kept for a browser that lost its connection, in all. Default 200.</summary>
    [Range(0, 100_000, ErrorMessage = "Setting Wire:DisconnectedPages must be from 0 to 100000.")]
    public int DisconnectedPages { get; set; } = 200;
}
