using System.Globalization;
using System.Security;
using System.Text;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Pictures one after the other, each with a sentence under it, in one SVG file that moves by itself wherever a picture is shown: no player, no script. Whoever wants less motion sees the first.</summary>
internal sealed class Film(int width, int height)
{
    private const int SecondsEach = 4;
    private const int Caption = 44; // pixels under the picture

    private readonly List<(byte[] Jpeg, string Words)> _frames = [];

    public void Add(byte[] jpeg, string words) => _frames.Add((jpeg, words));

    public string ToSvg()
    {
        var svg = new StringBuilder();
        var all = _frames.Count * SecondsEach;
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + Caption}" width="{width}" height="{height + Caption}" role="img" aria-labelledby="t">
            <title id="t">{SecurityElement.Escape(string.Join(" ", _frames.Select(f => f.Words)))}</title>
            <style>
            g {"{"} opacity: 0; animation: turn {all}s step-end infinite; {"}"}
            @keyframes turn {"{"} 0% {"{"} opacity: 1; {"}"} {100.0 / _frames.Count:0.###}% {"{"} opacity: 0; {"}"} {"}"}
            rect {"{"} fill: #1b1d20; {"}"} text {"{"} fill: #f4f4f1; font: 600 19px system-ui, sans-serif; {"}"}
            @media (prefers-reduced-motion: reduce) {"{"} g {"{"} animation: none; {"}"} g:first-of-type {"{"} opacity: 1; {"}"} {"}"}
            </style>

            """);
        foreach (var (frame, place) in _frames.Select((f, i) => (f, i)))
            svg.Append(CultureInfo.InvariantCulture, $"""
                <g style="animation-delay:{(place - _frames.Count) * SecondsEach}s"><image width="{width}" height="{height}" href="data:image/jpeg;base64,{Convert.ToBase64String(frame.Jpeg)}"/><rect y="{height}" width="{width}" height="{Caption}"/><text x="20" y="{height + 29}">{SecurityElement.Escape(frame.Words)}</text></g>

                """);
        return svg.Append("</svg>\n").ToString();
    }
}
