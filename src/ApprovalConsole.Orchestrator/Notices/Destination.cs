using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Who is told, from the settings.</summary>
internal abstract class Destination(string name)
{
    private const int LongestName = 50;

    public string Name => name;

    /// <summary>Where it leads, for people: no secret is in it.</summary>
    public abstract string Where { get; }

    public abstract IReadOnlyList<string> Events { get; }

    /// <summary>How long before it expires a proposal is near its deadline.</summary>
    public abstract TimeSpan NearDeadline { get; }

    /// <summary>How long what could not be delivered is tried again.</summary>
    public abstract TimeSpan GiveUpAfter { get; }

    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public bool Wants(string type) => WantedTypes.Cover(Events, type);

    /// <summary>Tries once. What keeps it from being delivered is an answer, not an exception.</summary>
    public abstract Task<Receiving> SendAsync(DeliveryRow delivery, DateTimeOffset now, CancellationToken ct);
}

/// <summary>What became of one attempt.</summary>
internal abstract record Receiving
{
    private Receiving() { }

    public sealed record Taken(string Answer) : Receiving;

    /// <param name="NotBefore">When it may be tried again; null: whenever it is due.</param>
    public sealed record Failed(string Answer, DateTimeOffset? NotBefore = null) : Receiving;

    /// <summary>Nobody is there any more, and nobody wants to be asked.</summary>
    public sealed record Gone(string Answer) : Receiving;
}
