using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Tests.Billing;

/// <summary>Tokens by kind and what they cost, on a fixed price list.</summary>
internal sealed class Bill
{
    public const string Strong = "m-large";
    public const string Cheap = "m-small";

    /// <summary>USD per million tokens.</summary>
    public static readonly IReadOnlyDictionary<string, Price> Prices = new Dictionary<string, Price> { [Strong] = new(2.5m, 0.25m, 10m), [Cheap] = new(0.25m, 0.025m, 2m) };

    public const double BytesPerToken = 4;

    public int Tasks { get; set; }

    /// <summary>Runs that did not complete, and why.</summary>
    public List<string> Unfinished { get; } = [];

    public int Errors { get; set; }

    public int LooksAgain { get; set; }

    public int Trims { get; set; }

    public Dictionary<string, Kinds> ByModel { get; } = Prices.ToDictionary(p => p.Key, _ => new Kinds());

    /// <summary>Bytes that had been sent before in the same run, to whichever model: all that could be cached at all.</summary>
    public long Cacheable { get; set; }

    /// <summary>Of these, bytes that the model's own prefix cache could serve.</summary>
    public long Served { get; set; }

    /// <summary>Likewise, where other runs have had the same instructions and tools read before.</summary>
    public long ServedWarm { get; set; }

    public double WarmShare => Cacheable == 0 ? 1 : (double)ServedWarm / Cacheable;

    public int Requests => ByModel.Values.Sum(k => k.Requests);

    public long Input => ByModel.Values.Sum(k => k.Input);

    public long Cached => ByModel.Values.Sum(k => k.Cached);

    public long Output => ByModel.Values.Sum(k => k.Output);

    /// <summary>USD.</summary>
    public decimal Cost => ByModel.Sum(k => Prices[k.Key].Of(k.Value.Input, k.Value.Cached, k.Value.Output));

    public decimal CostPerTask => Tasks == 0 ? 0 : Cost / Tasks;

    public double Share => Cacheable == 0 ? 1 : (double)Served / Cacheable;

    internal sealed class Kinds
    {
        public int Requests { get; set; }

        public long Input { get; set; }

        public long Cached { get; set; }

        public long Output { get; set; }
    }
}
