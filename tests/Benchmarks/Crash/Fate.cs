using System.Globalization;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>How a console dies by its own hand, with SIGKILL. It is told so in words, as it is another process.</summary>
internal abstract record Fate
{
    private Fate() { }

    /// <summary>It lives until somebody kills it.</summary>
    public sealed record None : Fate
    {
        public override string ToString() => "none";
    }

    /// <summary>When it comes by there for the first time; whoever passes the point gets no further.</summary>
    /// <param name="Point">A milestone, and what it is about.</param>
    /// <param name="AtWork">Not before it listens: else whoever left work behind makes the next one die when it takes that up.</param>
    public sealed record At(string Point, bool AtWork = false) : Fate
    {
        public override string ToString() => $"{(AtWork ? "working-at" : "at")} {Point}";
    }

    /// <summary>A little after it has passed so many milestones, and all goes on meanwhile: so the moment is one of its work, however slow the machine.</summary>
    public sealed record After(int Milestones, int Microseconds) : Fate
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"after {Milestones} {Microseconds}");
    }

    /// <summary>As <see cref="After"/>, but the till dies, and the console lives until somebody kills it.</summary>
    public sealed record WithoutTill(int Milestones, int Microseconds) : Fate
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"till-after {Milestones} {Microseconds}");
    }

    /// <summary>When a call is at the till for the first time.</summary>
    public sealed record InTill(TillPoint Point) : Fate
    {
        public override string ToString() => $"in-till {Point}";
    }

    public static Fate Read(string words) => words.Split(' ', 2) switch
    {
        ["at", var point] => new At(point),
        ["working-at", var point] => new At(point, AtWork: true),
        ["after", var rest] when rest.Split(' ') is [var milestones, var wait] => new After(int.Parse(milestones, CultureInfo.InvariantCulture), int.Parse(wait, CultureInfo.InvariantCulture)),
        ["till-after", var rest] when rest.Split(' ') is [var milestones, var wait] => new WithoutTill(int.Parse(milestones, CultureInfo.InvariantCulture), int.Parse(wait, CultureInfo.InvariantCulture)),
        ["in-till", var name] when TillPoint.Find(name) is { } point => new InTill(point),
        ["none"] => new None(),
        _ => throw new FormatException($"There is no fate \"{words}\"."),
    };
}
