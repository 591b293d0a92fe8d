using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Why a reply is asked of another model than the first of its purpose.</summary>
public enum RouteReason
{
    /// <summary>The model before it made a call that a layer refused.</summary>
    InvalidCall,

    /// <summary>The step of the model before it brought nothing new.</summary>
    NoProgress,

    /// <summary>The model that would come first has gone wrong in this run too often.</summary>
    ErredOften,

    /// <summary>The model that would come first gave no reply that could be used: it did not answer, answered with an error, or took more than it was allowed.</summary>
    Unreachable,
}

/// <summary>Who is asked for the next reply.</summary>
/// <param name="Why">Null: the first choice of its purpose.</param>
/// <param name="FallOver">Who is asked instead, in this order, where it gives no reply that can be used.</param>
public sealed record RouteChoice(string Route, RouteReason? Why, ImmutableArray<string> FallOver);

/// <summary>A route that gave no reply that could be used.</summary>
/// <param name="Step">The step that then went on without it.</param>
public sealed record ClosedRoute(int Step, DateTimeOffset At)
{
    /// <summary>In place of a step: for the rest of the run.</summary>
    public const int ForGood = int.MaxValue;
}

/// <summary>Which of a purpose's models is asked, from the run's state alone. Routes stand in order, from the one to ask first to the one for when that errs.</summary>
public static class Routing
{
    /// <summary>Steps that may go wrong with a model before the run no longer begins with it.</summary>
    public const int MostErrors = 2;

    /// <summary>How long such a model stands last in line.</summary>
    public static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(1);

    /// <param name="routes">At least one.</param>
    public static RouteChoice Choose(Run run, ImmutableArray<string> routes, DateTimeOffset now)
    {
        var (first, why) = Start(run, routes);
        ImmutableArray<string> line = [.. routes[first..], .. routes[..first].Reverse()];
        ImmutableArray<string> open = [.. line.Where(r => !IsShut(run, r)).OrderBy(r => IsResting(run, r, now))];
        // Settings may have changed since: then there is nobody else to ask.
        if (open.IsEmpty) open = line;
        return new(open[0], open[0] == line[0] ? why : RouteReason.Unreachable, open[1..]);
    }

    private static (int First, RouteReason? Why) Start(Run run, ImmutableArray<string> routes)
    {
        var (first, why) = (0, (RouteReason?)null);
        if (run.Steps.LastOrDefault() is { Trouble: { } trouble } last && routes.IndexOf(last.Route) is >= 0 and var erring && routes.Length > 1)
            (first, why) = (Math.Min(erring + 1, routes.Length - 1), trouble);
        while (first < routes.Length - 1 && run.Steps.Count(s => s.Route == routes[first] && s.Trouble is not null) >= MostErrors)
            (first, why) = (first + 1, RouteReason.ErredOften);
        return (first, why);
    }

    private static bool IsShut(Run run, string route) => run.ClosedRoutes.TryGetValue(route, out var closed) && (closed.Step == run.Steps.Length + 1 || closed.Step == ClosedRoute.ForGood);

    private static bool IsResting(Run run, string route, DateTimeOffset now) => run.ClosedRoutes.TryGetValue(route, out var closed) && closed.At + ClosedFor > now;
}
