using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Who is told, from the settings.</summary>
internal abstract class Destination(string name, DestinationSettings settings)
{
    private const int LongestName = 50;
    private const int LongestAnswer = 200;

    public string Name => name;

    /// <summary>Where it leads, for people: no secret is in it.</summary>
    public abstract string Where { get; }

    public IReadOnlyList<string> Events => settings.Events;

    /// <summary>How long before it expires a proposal is near its deadline.</summary>
    public TimeSpan NearDeadline => settings.NearDeadline;

    /// <summary>How long what could not be delivered is tried again.</summary>
    public TimeSpan GiveUpAfter => settings.GiveUpAfter;

    /// <summary>What is said where an attempt took too long.</summary>
    protected abstract string TooLate { get; }

    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public bool Wants(string type) => WantedTypes.Cover(Events, type);

    /// <summary>Tries once, within the destination's patience. What keeps it from being delivered is an answer, not an exception.</summary>
    public async Task<Receiving> SendAsync(DeliveryRow delivery, DateTimeOffset now, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Timeout);
        try
        {
            return await TryAsync(delivery, now, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Receiving.Failed($"{TooLate} within {settings.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (WhyNot(e) is { } why)
        {
            return new Receiving.Failed(Short(why));
        }
    }

    /// <param name="ct">Ends with the destination's patience.</param>
    protected abstract Task<Receiving> TryAsync(DeliveryRow delivery, DateTimeOffset now, CancellationToken ct);

    /// <summary>What an exception says of whoever is told; null: it is our own.</summary>
    protected abstract string? WhyNot(Exception e);

    protected static string Short(string text) => text.Length > LongestAnswer ? text[..LongestAnswer] : text;
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
