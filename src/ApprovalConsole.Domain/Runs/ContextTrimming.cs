using System.Collections.Immutable;
using System.Text;
using ApprovalConsole.Domain.Conversations;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Which results the next request does without, from the run's state alone. Only what a read brought is ever left out (a child's answer would have to be worked for anew), whole and with a stub in
/// its place: what was done, refused or decided stays, and so does what the last steps brought. Nothing is lost: the journal keeps it, grounding and
/// decisions read the journal, and the model can look again.</summary>
/// <remarks>A cut makes the provider read everything behind it anew, and the model may come back for what is gone. So cuts are few and large: for want of
/// room, or where they pay for themselves even then; and what the model came back for is not cut again to save money.</remarks>
public static class ContextTrimming
{
    /// <summary>The last steps keep their results.</summary>
    public const int StepsKept = 2;

    /// <summary>A result that would save less keeps its place.</summary>
    public const int LeastBytes = 256;

    /// <summary>Of what the model can read, before results are left out for want of room.</summary>
    public const double MostOfWindow = 0.75;

    // An estimate for prices and room; what is reserved is a bound.
    private const double BytesPerToken = 4;
    private const double TokensOfALook = 100;

    /// <returns>Null where the request stays as it is.</returns>
    public static ContextTrim? Of(Run run, ContextTerms terms)
    {
        if (run.Steps.Length <= StepsKept) return null;
        var pieces = PiecesOf(run);
        var stale = pieces.Select((p, i) => (Piece: p, Index: i)).Where(x => x.Piece.Saves >= LeastBytes).ToList();
        if (stale.Count == 0) return null;

        var all = terms.FixedBytes + pieces.Sum(p => p.Bytes);
        if (all / BytesPerToken > terms.WindowTokens * MostOfWindow) return Cut(stale, TrimReason.Room);
        if (!Fits(run, terms, all) && Fits(run, terms, all - stale.Sum(x => x.Piece.Saves))) return Cut(stale, TrimReason.Limits);

        if (!terms.ForCost) return null;

        // Each place to begin at spares what is before it; the best one is taken if it brings anything.
        stale = [.. stale.Where(x => !x.Piece.WasMissed)];
        var best = Enumerable.Range(0, stale.Count).Select(from => (From: from, Gain: GainOf(run, terms, pieces, stale[from..]))).DefaultIfEmpty().MaxBy(x => x.Gain);
        return best.Gain > 0 ? Cut(stale[best.From..], TrimReason.Cost) : null;
    }

    public static Run Apply(Run run, ContextTrim trim) => trim.CallIds.Aggregate(run, (r, id) => r with { Calls = r.Calls.SetItem(id, r.Calls[id] with { IsTrimmed = true }) });

    /// <summary>Money saved by the cut over the replies that are likely still to come (half as many as there were, as far as the run may go), less what it
    /// costs where the model comes back for it.</summary>
    private static double GainOf(Run run, ContextTerms terms, List<Piece> pieces, List<(Piece Piece, int Index)> cut)
    {
        var (full, cached, output) = ((double)terms.Price.Input, (double)terms.Price.CachedInput, (double)terms.Price.Output);
        var saved = cut.Sum(x => x.Piece.Saves) / BytesPerToken;
        var all = (terms.FixedBytes + pieces.Sum(p => p.Bytes)) / BytesPerToken;
        var warm = Warm(run, terms, pieces) / BytesPerToken;
        var stillWarm = Math.Min(warm, (terms.FixedBytes + pieces.Take(cut[0].Index).Sum(p => p.Bytes)) / BytesPerToken);
        var now = warm * cached + (all - warm) * full;
        var nowCut = stillWarm * cached + (all - saved - stillWarm) * full;
        var later = Math.Min(run.Steps.Length / 2, run.LimitsNow.Iterations - run.Steps.Length - 1) * saved * cached;
        var comingBack = all * cached + saved * full + TokensOfALook * output;
        return now - nowCut + later - comingBack;
    }

    /// <summary>Bytes from the start that the route has read before, as they are now.</summary>
    private static long Warm(Run run, ContextTerms terms, List<Piece> pieces)
    {
        if (run.Steps.LastOrDefault(s => s.Route == terms.Route) is not { } last) return 0;
        return terms.FixedBytes + pieces.Where(p => p.Step < last.Number && p.Step >= 0).Sum(p => p.Bytes);
    }

    private static bool Fits(Run run, ContextTerms terms, long bytes)
    {
        StopConditions.OutputWithin(run.LimitsNow, run.Spent, (long)Math.Ceiling(bytes * terms.MostTokensPerByte), StopConditions.LeastOutputTokens, terms.Price, out var halt);
        return halt is null;
    }

    private static ContextTrim Cut(List<(Piece Piece, int Index)> stale, TrimReason why) =>
        new([.. stale.Select(x => x.Piece.CallId!)], why, stale.Sum(x => x.Piece.Saves));

    /// <summary>The conversation in its order.</summary>
    private static List<Piece> PiecesOf(Run run)
    {
        var pieces = new List<Piece> { new(0, null, Bytes(run.Input.ToString()), 0) };
        foreach (var step in run.Steps)
        {
            pieces.AddRange(run.SaidBefore(step.Number).Select(PieceOf));
            var calls = run.CallsOf(step);
            pieces.Add(new(step.Number, null, Bytes(step.Text.ToString()) + calls.Sum(c => Bytes(c.Name) + Bytes(c.Asked.ToString())), 0));
            pieces.AddRange(calls.Where(c => c.IsSettled).Select(c => PieceOf(run, c)));
        }

        pieces.AddRange(run.SaidBefore(run.Steps.Length + 1).Select(PieceOf));
        return pieces;
    }

    private static Piece PieceOf(Message message) => new(message.BeforeStep - 1, null, Bytes(message.Text.ToString()), 0);

    private static Piece PieceOf(Run run, ToolCall call)
    {
        var bytes = Bytes(call.IsTrimmed ? ModelAnswer.StubOf(call) : ModelAnswer.Of(call));
        var isStale = call is { IsTrimmed: false, IsWrite: false, IsDelegation: false, Status: CallStatus.Succeeded } && call.Step <= run.Steps.Length - StepsKept;
        var wasMissed = run.Calls.Values.Any(other => other.IsTrimmed && other.Step < call.Step && other.Name == call.Name && other.ArgumentsHash == call.ArgumentsHash);
        return new(call.Step, call.Id, bytes, isStale ? bytes - Bytes(ModelAnswer.StubOf(call)) : 0) { WasMissed = wasMissed };
    }

    private static long Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <param name="Saves">Bytes that a stub in its place would save; 0 where none may stand there.</param>
    private sealed record Piece(int Step, string? CallId, long Bytes, long Saves)
    {
        /// <summary>The model came back for it after it had been left out.</summary>
        public bool WasMissed { get; init; }
    }
}
