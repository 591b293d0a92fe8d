using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>A pattern as ECMA-262 means it (Unicode mode), run by the base library within a time limit.</summary>
/// <remarks>
/// A pattern without lookaround and back-references runs in time linear in the text; the others may explode, which is
/// what the limit is for. Two differences remain: a group inside a repetition keeps its last capture, where ECMA-262
/// forgets it; and identity escapes of punctuation (<c>\-</c>, <c>\@</c>) are taken, as schema authors write them.
/// </remarks>
internal sealed class EcmaPattern
{
    private readonly Regex _regex;
    private readonly bool _isLinear;

    private EcmaPattern(string source, Regex regex, bool isLinear) => (Source, _regex, _isLinear) = (source, regex, isLinear);

    /// <summary>The pattern as the schema has it, for messages.</summary>
    internal string Source { get; }

    /// <param name="reason">What is wrong with the pattern, as a sentence without subject.</param>
    internal static bool TryCompile(string source, [NotNullWhen(true)] out EcmaPattern? pattern, [NotNullWhen(false)] out string? reason)
    {
        pattern = null;
        reason = source.Length > SchemaBounds.PatternLength ? $"holds a pattern longer than {SchemaBounds.PatternLength} characters." : null;
        if (reason is not null)
            return false;
        try
        {
            var translation = PatternTranslator.Translate(source);
            var linear = translation.NeedsBacktracking ? null : Linear(translation.Text);
            pattern = new(source, linear ?? Build(translation.Text, RegexOptions.None, EvaluationBounds.PatternMatch), isLinear: linear is not null);
        }
        catch (Exception fault) when (fault is UnusablePatternException or RegexParseException)
        {
            reason = fault is UnusablePatternException ? $"holds an unusable pattern: {fault.Message}" : "holds a pattern that is not a regular expression.";
        }
        return pattern is not null;
    }

    /// <returns>Whether the text has a match anywhere, null where the limit passed first; and the time that counts towards the limit for all matches.</returns>
    internal (bool? Matches, TimeSpan Took) Match(string text)
    {
        var start = Stopwatch.GetTimestamp();
        bool? matches;
        try
        {
            matches = _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            matches = null;
        }
        // Linear work is bounded by the operations budget already; only backtracking needs a clock.
        return (matches, _isLinear ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start));
    }

    // Null for a pattern whose counted repetitions, written out, make too large an automaton; backtracking only counts them.
    private static Regex? Linear(string text)
    {
        try
        {
            return Build(text, RegexOptions.NonBacktracking, EvaluationBounds.LinearPatternMatch);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Regex Build(string text, RegexOptions engine, TimeSpan limit)
    {
        var regex = new Regex(text, RegexOptions.CultureInvariant | engine, limit);
        WarmUp(regex);
        return regex;
    }

    // The first match pays for building the automaton, which must not be held against the first value.
    private static void WarmUp(Regex regex)
    {
        try
        {
            regex.IsMatch("aZ0 -é");
        }
        catch (RegexMatchTimeoutException)
        {
            // Slow to build is no fault; a slow match will show.
        }
    }
}
