using System.Globalization;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What a reviewer has before their eyes without scrolling, counted over many cards: class, action, what was asked, what was before, the values that decide, the first seven arguments and the decision bar.</summary>
internal sealed class Fold
{
    private const string Looks = """
        () => {
          const desk = document.querySelector(".desk").getBoundingClientRect(), bar = document.querySelector(".decide").getBoundingClientRect();
          const rows = [...document.querySelectorAll(".arguments > tbody > tr:not(.source-row)")];
          const parts = [["class", ".head"], ["action", "#sentence"], ["asked", ".asked"], ["before", ".likes"]].map(([name, path]) => [name, document.querySelector(path)])
            .concat(rows.filter((row, i) => i < 7 || row.matches(".decisive")).map((row, i) => [`argument ${i + 1}`, row]));
          const missing = parts.filter(([, part]) => {
            const box = part?.getBoundingClientRect();
            return !box || box.height === 0 || box.top < desk.top - 1 || box.bottom > bar.top + 1 || box.right > innerWidth + 1;
          }).map(([name]) => name);
          return bar.height > 0 && bar.bottom <= innerHeight + 1 ? missing : [...missing, "the decision bar"];
        }
        """;

    private readonly List<(string Card, string[] Missing)> _cards = [];

    public int Cards => _cards.Count;

    public int Whole => _cards.Count(c => c.Missing.Length == 0);

    public double Share => Whole / (double)Cards;

    /// <summary>Notes what of the card on the page takes scrolling.</summary>
    /// <param name="name">Of the card, for what is said of it.</param>
    public async Task LookAsync(IPage page, string name) => _cards.Add((name, await page.EvaluateAsync<string[]>(Looks)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Whole} of {Cards} cards whole without scrolling ({Share:P1})\n")
        + string.Join('\n', _cards.Where(c => c.Missing.Length > 0).Select(c => $"{c.Card}: {string.Join(", ", c.Missing)}"));
}
