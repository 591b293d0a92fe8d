using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys.Hostile;

/// <summary>What somebody reads on the painted page: values as they stand there, with tokens read back to the characters that they stand for.</summary>
internal static class CardReading
{
    /// <summary>Every piece of text of the values, with whether a person can see it; tokens as the characters they name.</summary>
    private const string Reads = """
        () => {
          const card = document.querySelector("article.card"), wide = card.getBoundingClientRect();
          const each = /⟦U\+([0-9A-F]{4,6})(?: ×(\d+))?⟧/g;
          const meant = tokens => tokens.replace(each, "") !== "" ? null
            : tokens.replace(each, (_, code, times) => String.fromCodePoint(Number.parseInt(code, 16)).repeat(Number(times ?? 1)));
          const seen = node => {
            const range = document.createRange();
            range.selectNodeContents(node);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.height > 0);
            return node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && boxes.length > 0
              && boxes.every(box => box.left >= wide.left - 1 && box.right <= wide.right + 1);
          };
          const read = place => {
            const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), faults = [];
            let text = "";
            for (let node; (node = walker.nextNode());) {
              if (node.parentElement.closest("button, .was, .mark, .lookalike, .muted")) continue;
              const token = node.parentElement.matches(".token") ? meant(node.data) : null;
              if (node.parentElement.matches(".token") && token === null) faults.push(`a token that names nothing: ${node.data}`);
              if (token === null && / {3,}(?=[^ ])/.test(node.data.replace(/(^|\n) {1,100}/g, "$1"))) faults.push("spaces that nobody counts");
              if (node.data.trim() !== "" && !seen(node)) faults.push(`cannot be seen: ${node.data.slice(0, 60)}`);
              text += token ?? node.data;
            }
            return { text, faults };
          };
          return JSON.stringify([...card.querySelectorAll(".arguments tbody tr:not(.source-row)")].map(row => {
            const [name, value] = [read(row.querySelector("th")), read(row.querySelector("td"))];
            return { name: name.text, value: value.text, faults: [...name.faults, ...value.faults] };
          }));
        }
        """;

    /// <summary>What is wrong with the whole page, whatever it is about.</summary>
    private const string Inspects = """
        () => {
          const hidden = /(?![\n\t ])[\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/u, faults = [];
          const main = document.querySelector("main");
          const found = hidden.exec(main.textContent) ?? hidden.exec(document.title);
          if (found) faults.push(`hides U+${found[0].codePointAt(0).toString(16)}`);
          for (const element of main.querySelectorAll("*")) {
            if (element.matches("img, picture, video, audio, source, iframe, object, embed, script, style, link, meta, base, svg, math, template, b, article h1")) faults.push(`made of text: ${element.tagName}`);
            for (const { name, value } of element.attributes) {
              if (name.startsWith("on")) faults.push(`a handler: ${name}=${value}`);
              if (["href", "src", "action", "formaction", "srcset", "poster", "background"].includes(name) && !/^[/#]/.test(value)) faults.push(`leads away: ${name}=${value}`);
              if (hidden.test(value)) faults.push(`hides in ${name}`);
            }
          }
          if (window.ran !== undefined) faults.push("it ran");
          return faults;
        }
        """;

    public static Task<string[]> InspectAsync(IPage page) => page.EvaluateAsync<string[]>(Inspects);

    /// <summary>What of the arguments cannot be read off the card as it stands.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(IPage page, JsonObject arguments)
    {
        var rows = JsonElement.Parse(await page.EvaluateAsync<string>(Reads)).EnumerateArray().ToList();
        var faults = rows.SelectMany(r => r.GetProperty("faults").EnumerateArray().Select(f => $"{Short(r.GetProperty("name").GetString()!)}: {f.GetString()}")).ToList();
        var shown = rows.ToLookup(r => r.GetProperty("name").GetString()!, r => r.GetProperty("value").GetString()!);
        if (rows.Count != arguments.Count) faults.Add($"{rows.Count} rows of {arguments.Count} arguments");
        foreach (var (name, value) in arguments)
            if (shown[name].SingleOrDefault() is not { } text) faults.Add($"no argument {Short(name)}");
            else if (!Says(text, value)) faults.Add($"{Short(name)} reads {Short(text)}");
        return faults;
    }

    /// <summary>A text stands there as it is; all else as JSON.</summary>
    private static bool Says(string text, JsonNode? value)
    {
        if (value is JsonValue v && v.TryGetValue<string>(out var plain)) return text == plain;
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(text), value);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Short(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text.Length > 80 ? text[..80] : text) plain.Append(c is >= ' ' and < '\u007f' ? c : '?');
        return plain.ToString();
    }
}
