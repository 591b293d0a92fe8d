using System.Globalization;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What may be spent, and when people are told. More, or telling them later, takes two admins.</summary>
public sealed record BudgetSetup(BudgetSettings Settings) : Setup
{
    internal static BudgetSetup Of(BudgetTerms terms) => new(new BudgetSettings { LimitUsd = terms.LimitUsd, Alerts = [.. terms.Alerts.Order()] });

    internal BudgetTerms Terms => Settings.Terms;

    public override object Value => Settings with { Alerts = [.. Terms.Alerts.Order()] };

    public override object Usual => new BudgetSettings { LimitUsd = 0 };

    public override Setup Read(string text) => new BudgetSetup(SetupJson.Read<BudgetSettings>(text));

    internal override IEnumerable<string> WeakerThan(Setup before)
    {
        var (was, now) = (((BudgetSetup)before).Terms, Terms);
        if (!now.IsWeakerThan(was)) return [];
        return
        [
            .. now.LimitUsd > was.LimitUsd ? [string.Create(CultureInfo.InvariantCulture, $"{now.LimitUsd:#,0.######} USD may be spent instead of {was.LimitUsd:#,0.######}")] : Array.Empty<string>(),
            .. was.Alerts.Except(now.Alerts).Order().Select(share => string.Create(CultureInfo.InvariantCulture, $"nobody is told at {share * 100:0.##} % any more")),
        ];
    }

    internal override Setup StricterOf(Setup laid) => Of(new(Math.Min(Terms.LimitUsd, ((BudgetSetup)laid).Terms.LimitUsd), ((BudgetSetup)laid).Terms.Alerts));

    internal override Setup Shut => new BudgetSetup(Settings with { LimitUsd = 0 });
}
