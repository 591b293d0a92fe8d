using System.Globalization;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What a model costs. Less than before lets runs and budgets go further, so it takes two admins.</summary>
public sealed record PriceSetup(ModelPrice Price) : Setup
{
    public override object Value => Price;

    public override object Usual => new ModelPrice();

    public override Setup Read(string text) => new PriceSetup(SetupJson.Read<ModelPrice>(text));

    internal override IEnumerable<string> WeakerThan(Setup before)
    {
        var (was, now) = (((PriceSetup)before).Price.ToPrice(), Price.ToPrice());
        return [.. Less("input", now.Input, was.Input), .. Less("cached input", now.CachedInput, was.CachedInput), .. Less("output", now.Output, was.Output)];
    }

    internal override Setup StricterOf(Setup laid)
    {
        var (one, other) = (Price.ToPrice(), ((PriceSetup)laid).Price.ToPrice());
        return new PriceSetup(new ModelPrice(Math.Max(one.Input, other.Input), Math.Max(one.CachedInput, other.CachedInput), Math.Max(one.Output, other.Output)));
    }

    internal override Setup Shut => this;

    private static IEnumerable<string> Less(string what, decimal now, decimal was) =>
        now < was ? [string.Create(CultureInfo.InvariantCulture, $"a million {what} tokens count {now:0.############} USD instead of {was:0.############}")] : [];
}
